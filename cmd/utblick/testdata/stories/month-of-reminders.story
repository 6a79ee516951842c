# En månad på näringslivskontoret, med allt som kommer av sig självt: påminnelser
# i tid, en ersättare, en försenad uppgift, ord om det andra gör, och översikten.

/plan ansvarig N7 @anna
/uppgift ny Intresseanmälan till ICLD senast 4 december N7 @bo
< Sparad som U1
< fre 27 nov, tors 3 dec och fre 4 dec kl 09:00
< → @bo:
< Du har fått U1 Intresseanmälan till ICLD
/uppgift ny Budget till Aurora senast 4 december @anna
< Sparad som U2
<! → @bo
/uppgift ny Månadsbrev sista vardagen varje månad @cilla
< Upprepas: sista vardagen varje månad
< → @cilla:

# En vecka före: var och en får sin.
:at 2026-11-27T09:30
< → @bo:
< U1 Intresseanmälan till ICLD ska vara klar fre 4 dec
< U2 Budget till Aurora ska vara klar fre 4 dec
:as anna
:press Klar
< U2 Budget till Aurora är klar
< ✓ U2 Budget till Aurora är klar

# Måndag: översikten till kanalen, och bara dit.
:at 2026-11-30T10:00
< → allmant:
< Översikt vecka 49
< Klart sedan förra veckan
< U2 Budget till Aurora
< → @cilla:
< U3 Månadsbrev ska vara klar idag
:as cilla
:press Klar
< U3 Månadsbrev är klar
< Nästa gång blir U4

# Bo är borta två dagar, och Anna ersätter.
:as bo
/utblick frånvaro 3–4 dec ersättare @anna
< går dina påminnelser till Anna Ek
:at 2026-12-04T12:00
< → @anna:
< U1 Intresseanmälan till ICLD ska vara klar imorgon
< som ersättare för Bo Lund
<! → @bo

# Försenad: varannan arbetsdag, tills den flyttas.
:at 2026-12-08T12:00
< U1 Intresseanmälan till ICLD skulle ha varit klar fre 4 dec
:press Nästa vecka
< U1 Intresseanmälan till ICLD är flyttad till fre 18 dec
:as anna
/uppgift klar U1
< → @bo:
< Anna Ek markerade U1
:at 2026-12-19T12:00
<! U1 Intresseanmälan till ICLD ska vara klar
