# Dana är ny på kontoret och har aldrig sett Utblick. Hon kan inte kommandona.

:as dana
hej
< Hej!
< /kontakt ny
Hej!
< Hej!
/kontakt
< inga kontakter än
/kontat ny Mikko Lahtinen
< Menade du
/kontakt Mikko Lahtinen, Oulun kaupunki
< hittade inget
< /kontakt ny
/kontakt ny Mikko Lahtinen, Oulun kaupunki
< Sparad som K1
# Fel person; hon trycker på knappen.
:press Ångra
< K1 Mikko Lahtinen: finns inte längre
/uppgift
< inga öppna uppgifter
/uppgift ring Mikko om energi på fredag
< ny uppgift
:press Spara som uppgift
< Ring Mikko om energi
< fre 27 nov
< @dana
uppgifter
< U1 Ring Mikko om energi
/uppgift hjälp
< /uppgift klar
< /uppgift flytta
hjälp
< /möte
< /plan
< /stöd
Vad är det här för riktlinje?
< Internationella arbetet
/utblick vem
< Dana
< kollega
