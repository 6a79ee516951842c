# Det går fort, och ibland fel. Det mesta går att ta tillbaka.

/kontakt ny Mikko Lahtinen, Oulun kaupunki, mikko@example.fi
/kontakt notera K1 Ringde om fjärrvärme.
/kontakt radera K1
< borttagen
/kontakt visa K1
< tagits bort
/utblick ångra
< K1 Mikko Lahtinen: tillbaka
/kontakt visa K1
< Ringde om fjärrvärme.

# Bo hinner före.
/kontakt ändra K1 roll: chef
:as bo
/kontakt ändra K1 roll: enhetschef
:as anna
/utblick ångra
< ändrats av någon annan
/kontakt visa K1
< enhetschef

# Tio minuter går fort.
/kontakt radera K1
:at 2026-11-23T09:30
/utblick ångra
< mer än 10 minuter
/utblick ångra
< ångra
/kontakt visa K1
< tagits bort

# Ett formulär som ingen skickar sparar ingenting.
/kontakt ny
:fill name=Halvfärdig
/kontakt lista
<! Halvfärdig
