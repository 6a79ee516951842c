# Måndag 23 november 2026. En vanlig dag på näringslivskontoret.

/kontakt ny Mikko Lahtinen, Oulun kaupunki, projektledare, Finland, mikko.lahtinen@example.fi #energi N5
< Sparad som K1: Mikko Lahtinen
< Oulun kaupunki
< projektledare
< Finland
< #energi

/kontakt lahtinen
< K1 Mikko Lahtinen
< mikko.lahtinen@example.fi

/möte ny <<
Möte med North Sweden 2026-11-20
Närvarande: Anna Ek, Mikko Lahtinen
Vi gick igenom läget för Interreg Aurora.
Beslut: Vi söker förstudie tillsammans med Piteå.
Att göra: @anna ta fram budget senast 4 december (N3)
- [ ] @bo boka möte med Piteå nästa fredag
.
< Sparat som M1: Möte med North Sweden, fre 20 nov
< Vi söker förstudie tillsammans med Piteå.
< U1 Ta fram budget, fre 4 dec
< U2 Boka möte med Piteå, fre 27 nov

/uppgift ny Skicka intresseanmälan till ICLD senast 15 december @anna N7
< Sparad som U3: Skicka intresseanmälan till ICLD
< tis 15 dec

/uppgift lista mina
< U1 Ta fram budget
< U3 Skicka intresseanmälan till ICLD
<! U2

/plan
< L1 delta i regionens nätverksträffar
< N8 Stimulera och stödja
<~ ^- N3 .*\n +1 öppen

/plan N3
< Initiera och utveckla samarbete med närliggande kommuner i internationella projekt
< U1 Ta fram budget
< M1 Möte med North Sweden

Vem ansvarar för information om EU-stöd?
< ledningskontoret genom näringslivskontoret
< KS § 130
< gick ut 2022-12-31

/uppgift klar U1
< U1 Ta fram budget är klar

/möte visa M1
< Vi gick igenom läget för Interreg Aurora.
< U1 Ta fram budget, klar

/utblick ångra
< U1 Ta fram budget: öppen igen
/uppgift lista mina
< U1 Ta fram budget
