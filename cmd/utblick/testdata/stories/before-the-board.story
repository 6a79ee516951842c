# Inför kommunstyrelsen vill Anna visa läget i handlingsplanen, för alla.

/plan ansvarig N1 @anna
< är nu @anna
/plan ansvarig N3 @bo
/uppgift ny Ring North Sweden senast 24 nov @anna N1
/uppgift ny Bjud in Piteå senast 30 nov @bo N3
/uppgift ny Skriv till Boden senast 27 nov @bo N3
/kontakt ny Eva Lundmark, Piteå kommun, Sverige N3
/möte ny <<
Samråd med Piteå 18/11
Deltagare: Bo, Eva Lundmark
Beslut: Vi söker tillsammans (N3).
.
:as bo
/uppgift klar U3

:at 2026-11-25T09:00
:as anna
/plan N3
< @bo
< 1 öppen, 0 försenade, 1 klar
< U2 Bjud in Piteå
< K1 Eva Lundmark
< M1 Samråd med Piteå
/plan N1
< 1 öppen, 1 försenad
/plan översikt dela
< → allmant:
<~ ^- N1 .*\n +1 öppen, 1 försenad, 0 klara, ansvarig @anna
<~ ^- N3 .*\n +1 öppen, 0 försenade, 1 klar, ansvarig @bo
/uppgift lista försenade
:press Dela
< → allmant:
< U1 Ring North Sweden
