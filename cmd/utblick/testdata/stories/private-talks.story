# Ledningen talar i sin egen kanal. Det som sägs där stannar där, men den som
# får en uppgift ser sin uppgift.

/kontakt ny Mikko Lahtinen, Oulun kaupunki, Finland
:in -ledning
/möte ny <<
Känsligt om fjärrvärmen 20/11
Närvarande: Anna Ek, Mikko Lahtinen
Beslut: Vi säljer verket.
- [ ] @bo värdera verket senast 4 dec (N5)
- [ ] @anna förbered avtal senast 11 dec (N5)
.
< Sparat som M1
< privat

:as bo
:in allmant
/möte lista
<! fjärrvärmen
/möte visa M1
< finns inte
<! verket
/kontakt visa K1
<! M1
/utblick sök verket
< U1 Värdera verket
<! U2
<! Känsligt
Vad beslutade vi om fjärrvärmen?
<! säljer
/uppgift mina
< U1 Värdera verket
/plan N5
< 1 öppen
< U1 Värdera verket
<! avtal
/uppgift klar U1
< är klar

:as anna
/möte visa M1
< Vi säljer verket.
< U1 Värdera verket, klar
# Hon råkar trycka Dela i den öppna kanalen.
/möte visa M1 dela
<! säljer
<! → allmant:
:in -ledning
/möte visa M1 dela
< → -ledning:
< Vi säljer verket.
