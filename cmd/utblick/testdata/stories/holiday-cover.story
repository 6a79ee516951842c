# Anna är ledig tre veckor; Bo ersätter henne.

/utblick frånvaro 1–18 dec ersättare @bo
< tis 1 dec–fre 18 dec
< @bo
/uppgift ny Boka resa till Bryssel senast 15 jan @anna N1
< Sparad som U1

:at 2026-12-02T09:00
:as cilla
/uppgift ny Svara North Sweden senast 9 dec @anna N1
< Sparad som U2
< Anna Ek är borta till och med fre 18 dec
/uppgift tilldela U2 @bo
< ligger nu på @bo
:as bo
/uppgift mina
< U2 Svara North Sweden
<! U1

:at 2026-12-21T09:00
:as anna
/utblick inställningar
< ingen
/uppgift ny Tacka Bo idag
< mån 21 dec
<! borta
