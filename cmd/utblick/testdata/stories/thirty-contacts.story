# Kontoret har många kontakter; listor kommer i lagom stora bitar.

/kontakt ny Aino Korhonen, Norr, Finland
/kontakt ny Eva Lundmark, Norr
/kontakt ny Henrik Dahl, Norr
/kontakt ny Ingrid Nordli, Norr
/kontakt ny Jonas Bergdahl, Norr
/kontakt ny Karin Wallgren, Norr
/kontakt ny Liisa Aho, Norr
/kontakt ny Matti Virtanen, Norr
/kontakt ny Olav Hansen, Norr
/kontakt ny Pekka Niemi, Norr
/kontakt ny Ragna Jonsdottir, Norr
/kontakt ny Sara Sund, Norr
/kontakt lista
< 12 kontakter
< K1 Aino Korhonen
<! Sara Sund
mer
< Sara Sund
<! Aino Korhonen
mer
< slut
/kontakt lista
:press Visa fler
< Ragna Jonsdottir
/kontakt lista finland
< En kontakt
