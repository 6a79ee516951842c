# Bo skriver pa telefonen i korridoren, direkt till boten, utan prickar och
# utan snedstreck.

:as bo
kontakt ny Aino Korhonen, Lapin liitto, Finland, aino.korhonen@example.fi
< Sparad som K1: Aino Korhonen
uppgift ny skicka program till Aino i overmorgon
< ons 25 nov
mote ny <<
Telefonmote med Lapin liitto idag
Deltagare: Bo, Aino Korhonen
Beslut: Vi ses i Rovaniemi i mars.
Bo bokar resa, senast 11 dec
.
< Sparat som M1
< Vi ses i Rovaniemi i mars.
< fre 11 dec, @bo
uppgift klar U1
< klar
fraga Nar gick riktlinjen ut?
< 2022-12-31
kontakt aino
< Senaste kontakt: mån 23 nov
K1
< K1 Aino Korhonen
kontakt andra K1
:press Fyll i
:fill role=samordnare
:submit
< samordnare
utblick angra
< K1 Aino Korhonen: som innan ändringen
