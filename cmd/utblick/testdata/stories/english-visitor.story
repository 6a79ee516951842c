# Kim from the partner town sits in for a month, as a colleague who reads English.

:as kim
/utblick language en
< English
/contact new Mikko Lahtinen, Oulun kaupunki, project manager, Finland, mail: mikko@example.fi, owner: @bo
< Saved as K1: Mikko Lahtinen
/contact list finland
< K1 Mikko Lahtinen
/meeting new <<
Kick-off with Oulu, 18 November
Participants: Kim, Bo Lund, Mikko Lahtinen
Decision: We apply together.
Action: Bo to draft the budget by 4 December (N5)
- [ ] @kim book the venue, next Friday
.
< Saved as M1: Kick-off with Oulu, Wed 18 Nov
< We apply together.
<~ U1 Draft the budget, Fri 4 Dec, @bo, N5
<~ U2 Book the venue, Fri 27 Nov, @kim
/task new Thank Mikko before 1 December
< Tue 1 Dec
/task done U3
< done
Who is responsible for information about EU support?
< ledningskontoret genom näringslivskontoret

# Bo läser samma sak på svenska.
:as bo
/uppgift mina
< U1 Draft the budget, fre 4 dec
/möte visa M1
< Datum: ons 18 nov
