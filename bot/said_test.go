package bot

import "testing"

// Plain text is a question, unless it is clearly a command.
func TestSaid(t *testing.T) {
	t.Parallel()
	g := theGrammar(t)
	for _, l := range []line{
		// questions
		{"Vem ansvarar för information om EU-stöd?", "question"},
		{"Kontakt med Bryssel, vad säger riktlinjen?", "question"},
		{"Kontakt med Bryssel?", "question"},
		{"Planen gäller till?", "question"},
		{"Stöd till resor, hur funkar det?", "question"},
		{"Möte med Oulu imorgon bitti tror jag", "question"},
		{"Hej! Vem ansvarar för vänorter?", "question"},
		{"Hjälp mig hitta resebidrag", "question"},
		{"Mer om vänorter?", "question"},
		{"visa vad riktlinjen säger", "question"},
		{"Vem?", "question"},
		{"planera resa", "question"},
		{"contract with Oulu", "question"},
		{"👍", "question"},
		// commands without their slash
		{"möte ny Budget Piteå imorgon", "meeting.new (Budget Piteå imorgon)"},
		{"plan N3", "plan.show (N3)"},
		{"Plan?", "plan.overview"},
		{"plan ?", "help plan"},
		{"uppgift klar u3", "task.done (u3)"},
		{"UPPGIFT KLAR U3", "task.done (U3)"},
		{"kontakt lahtinen", "contact.search (lahtinen)"},
		{"kontakter finland", "contact.search (finland)"},
		{" Kontakt. ", "contact.list"},
		{"kontakt ny Mikko Lahtinen, är det rätt?", "contact.new (Mikko Lahtinen, är det rätt?)"},
		{"kontakt lsita finland och sverige", "contact.search (lsita finland och sverige)"},
		{"uppgift lista mina sida 2", "task.list (mina) page 2"},
		{"/kontakt ny Mikko", "contact.new (Mikko)"},
		{"ask Who is responsible?", "ask.ask (Who is responsible?)"},
		// a colon makes it a command, whatever follows
		{"Fråga: vem ansvarar för EU-stöd?", "ask.ask (vem ansvarar för EU-stöd?)"},
		{"Fråga vem som ansvarar", "ask.ask (vem som ansvarar)"},
		{"Stöd: finns det något för LED i skolorna?", "support.search (finns det något för LED i skolorna?)"},
		{"Uppgift: ring Oulu på fredag om hotellet", "task.guess (ring Oulu på fredag om hotellet)"},
		// pasted notes are kept whole: their first line is the title
		{"Möte med Oulu igår\nNärvarande: Anna, Mikko", "meeting.new (Möte med Oulu igår|Närvarande: Anna, Mikko)"},
		{"Meeting notes 20 Nov\nPresent: Anna", "meeting.new (Meeting notes 20 Nov|Present: Anna)"},
		{"Möte: Oulu igår\nNärvarande: Anna", "meeting.new (Oulu igår|Närvarande: Anna)"},
		{"Möte\nBudget Piteå\nNärvarande: Anna", "meeting.new (|Budget Piteå|Närvarande: Anna)"},
		{"möte ny\nBudget Piteå\nNärvarande: Anna", "meeting.new (|Budget Piteå|Närvarande: Anna)"},
		{"möte notera M7 Förlängt\ntill kl 15", "meeting.note (M7 Förlängt|till kl 15)"},
		{"Fråga:\nVem ansvarar\nför vänorter?", "ask.ask (|Vem ansvarar|för vänorter?)"},
		{"Vi sågs igår\nVem ansvarar?", "question"},
		// the bot's own name is only an address
		{"utblick", "help desk"},
		{"utblick möte ny Budget Piteå imorgon", "meeting.new (Budget Piteå imorgon)"},
		{"Utblick, vem ansvarar för EU-stöd?", "question"},
		{"Utblick: Kontakt med Bryssel, vad säger riktlinjen?", "question"},
		{"Utblick är bra", "question"},
		{"utblick ångra", "desk.undo"},
		{"utblick klar u3", "task.done (u3)"},
		{"utblick ny", "which one"},
		{"utblick mer", "next page"},
		{"utblick hjälp kontakt", "help contact"},
		{"utblick Möte med Oulu\nNärvarande: Anna", "meeting.new (Möte med Oulu|Närvarande: Anna)"},
		{"utblick utblick utblick", "question"},
		// what the bot itself can do, said alone
		{"ångra", "desk.undo"},
		{"Angra!", "desk.undo"},
		{"undo", "desk.undo"},
		{"ångra?", "question"},
		{"ångra alltihop nu genast", "question"},
		// the next page
		{"mer", "next page"},
		{"Mer!", "next page"},
		{"visa fler", "next page"},
		{"more", "next page"},
		// greetings, and what can't be read, are answered with help
		{"", "help"},
		{" \n ", "help"},
		{"?", "help"},
		{"...", "help"},
		{"hjälp", "help"},
		{"Hjälp!", "help"},
		{"Hej!", "help"},
		{"hej Utblick!", "help"},
		{"hjälp mig", "help"},
		{"vad kan du?", "help"},
		{"hjälp kontakt", "help contact"},
		{"hjälp flytta", "help task.move"},
		{"hjälp frånvaro", "help desk.absence"},
		{"hjälp med resebidrag", "question"},
		// misspelt
		{"kontkat ny Mikko", "no command → kontakt"},
		{"uppgfit klar u3", "no command → uppgift"},
		{"/kontkat Mikko", "no command → kontakt"},
		{"kontkat Mikko", "question"},
	} {
		if got := shown(g.said(l.typed)); got != l.want {
			t.Errorf("%q\n got %s\nwant %s", l.typed, got, l.want)
		}
	}
}
