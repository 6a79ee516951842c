# Cilla håller i intresseanmälan till ICLD. Dagar flyttas, uppgiften byter
# händer, och till slut är den klar, en gång.

:as cilla
/uppgift ny Skicka intresseanmälan till ICLD senast 30 februari N7
< Inget sparades
/uppgift ny Skicka intresseanmälan till ICLD senast 15 dec N7
< Sparad som U1
< tis 15 dec
< @cilla
/uppgift ny Samla underlag på fredag @bo N7
< fre 27 nov
/plan N7
< 2 öppna, 0 försenade, 0 klara

:at 2026-12-01T08:30
/uppgift lista N7
< Försenade
< U2 Samla underlag
:as bo
/uppgift klar U2
< U2 Samla underlag är klar
:as cilla
/uppgift flytta U1 till 11 dec
< fre 11 dec
/uppgift tilldela U1 @anna
< ligger nu på @anna
/uppgift notera U1 Underlaget ligger hos U2.
< U2

:as anna
:at 2026-12-11T16:00
/uppgift mina
< Den här veckan
< U1 Skicka intresseanmälan till ICLD
/uppgift klar U1
< är klar
/uppgift klar U1
< var redan klar
:as cilla
/uppgift klar U1
< var redan klar (fre 11 dec, @anna)
/plan N7
< 0 öppna, 0 försenade, 2 klara
/uppgift visa U1
< Underlaget ligger hos U2.
<~ flyttad av @cilla: tis 15 dec → fre 11 dec
<~ markerad som klar av @anna
