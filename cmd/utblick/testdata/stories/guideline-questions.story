# Frågor om riktlinjen en vanlig vecka: några står där, några inte.

Vilka nätverksträffar ska vi delta i?
< delta i regionens nätverksträffar för EU:s strukturfonder
< 4. Handlingsplan, L1
< gick ut 2022-12-31
/fråga Vem äger dokumentet?
< Näringslivschef
@utblick När slutade riktlinjen att gälla?
< 2022-12-31

:as bo
Hur mycket får en hotellnatt kosta?
< Det står inget om det
< Fråga dokumentansvarig (Näringslivschef)
< F4
:as cilla
hur mycket får en hotellnatt kosta
< F4
/fråga obesvarade
< Hur mycket får en hotellnatt kosta?
< frågad 2 gånger
/fråga svara F4 Tusen kronor.
< administratör
<! Tusen
:as anna
/fråga svara F4 Högst 1 500 kronor, enligt resepolicyn.
< Högst 1 500 kronor
:as bo
Hur mycket får en hotellnatt kosta?
< Anna Ek har svarat
< Högst 1 500 kronor, enligt resepolicyn.
/fråga obesvarade
< inga obesvarade
