# Rektorn undrar vem som kan betala ett elevutbyte. Cilla letar stöd och gör
# en uppgift av det.

:as cilla
/stöd elevutbyte med Finland
< program
/stöd visa erasmus-school
< Erasmus+
< Webbplats
/stöd rymdfärjor
< Inget program
/kontakt ny Märta Stenvall, Älvsbyns gymnasium, rektor, marta@example.se #utbildning N4
< Sparad som K1
/uppgift ny Hjälp K1 med ansökan om elevutbyte senast sista januari N4
< Sparad som U1
< sön 31 jan
/kontakt visa K1
< Nästa kontakt: sön 31 jan
< U1
/stöd
< program i katalogen
mer
< program i katalogen
