# Anna är hemma från en mässa i Oulu med fickan full av visitkort. Bo har redan
# träffat några av dem.

:as bo
/kontakt ny Mikko Lahtinen, Oulun kaupunki, projektledare, Finland
< Sparad som K1

:as anna
/kontakt ny
:fill name=Liisa Aho organisation=Business Oulu role=rådgivare email=liisa.aho@example.fi country=Suomi topics="näringsliv, energi"
:submit
< Sparad som K2: Liisa Aho
< Finland
< #näringsliv #energi

# Kortet säger mer än vad Bo visste, och stavar lite annorlunda.
/kontakt ny Miko Lahtinen, Oulun kaupunki, mikko.lahtinen@example.fi, +358 40 123 4567
< redan finns
< Inget är sparat än
:press Uppdatera K1
< mikko.lahtinen@example.fi
< +358 40 123 4567
< projektledare
/kontakt lista finland
< 2 kontakter
< K1 Mikko Lahtinen
< K2 Liisa Aho

# En namne är någon annan.
/kontakt ny Mikko Lahtinen, Oulun kaupunki, lärare
:press Spara ändå
< Sparad som K3
# Nej, det var samma person i alla fall.
/kontakt slå-ihop K1 K3
< K3 är sammanslagen med K1
/kontakt visa K3
< K1 Mikko Lahtinen
< lärare

# Ett kort var oläsligt.
/kontakt ny Pekka, Rovaniemen kaupunki, pekka@
< Inget sparades
/kontakt lista
< 2 kontakter
