# Bo har haft energimöte och klistrar in sina anteckningar som de är. Tre
# veckor senare träffas de igen, och något har blivit liggande.

:as bo
/kontakt ny Mikko Lahtinen, Oulun kaupunki, projektledare, Finland @bo
/kontakt ny Eva Lundmark, Piteå kommun, EU-strateg @cilla
/möte ny <<
Energimöte med Oulu och Piteå, 19 november kl 13
Deltagare: Bo, Cilla, Mikko Lahtinen, Eva Lundmark, Kalle Holm
Oulu letar partner för fjärrvärme i glesbygd. Alla var positiva.
Det beslutades att Piteå skriver ansökan.
Beslut
- Vi möts igen före jul
Att göra
- Bo skickar underlag till Mikko, senast 27 nov (N5)
- Cilla stämmer av med gymnasiet, klart 4 dec
- @anna boka lokal senast 30 november
- [x] Tolken får arvode
.
< Energimöte med Oulu och Piteå, tors 19 nov kl 13:00
< Cilla Berg (@cilla)
< Mikko Lahtinen (K1)
< Kalle Holm
< Det beslutades att Piteå skriver ansökan.
< Vi möts igen före jul
<~ U1 .*fre 27 nov, @bo, N5
<~ U2 .*fre 4 dec, @cilla
<~ U3 Boka lokal, mån 30 nov, @anna
<! U4

# Det Mikko var med om syns hos honom.
/kontakt visa K1
< Senaste kontakt: tors 19 nov
< M1 Energimöte med Oulu och Piteå

:as anna
/uppgift lista mina
< U3 Boka lokal
/uppgift klar U3
< klar

:at 2026-12-10T15:00
:as cilla
/uppgift flytta U2 nästa fredag
< fre 18 dec
:as bo
/uppgift lista försenade
< U1
<! U2

/möte ny <<
Uppföljning fjärrvärme 10/12
Närvarande: Bo, Mikko Lahtinen
Ansökan är inne.
.
< Fortfarande öppet
< U1
< U2
<! U3
