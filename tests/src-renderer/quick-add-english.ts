// What English sentences mean on Wednesday 18 November 2026, 10:15 in Paris: sentence => title | when | what else.
// No when: nothing was said of it. A day ends where the next begins.

export const ENGLISH = `
standup every weekday 9:15 for 15 minutes => Standup | 2026-11-19T09:15–09:30 | FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR
lunch with Bob next Fri noon at Chez Paul => Lunch with Bob | 2026-11-27T12:00–13:00 | @Chez Paul
call Marie in 2 hours => Call Marie | 2026-11-18T12:15–13:15
gym every Mon and Thu 7pm until June => Gym | 2026-11-19T19:00–20:00 | FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20270630T215959Z
coffee with nora thu 9 => Coffee with nora | 2026-11-19T09:00–10:00
coffee with nora thu 19 => Coffee with nora | 2026-11-19…2026-11-20
lunch tomorrow => Lunch | 2026-11-19…2026-11-20
lunch tomorrow at noon => Lunch | 2026-11-19T12:00–13:00
lunch tomorrow 12:30 => Lunch | 2026-11-19T12:30–13:30
lunch tomorrow at 1 => Lunch | 2026-11-19T13:00–14:00
lunch tomorrow at 1:30 => Lunch | 2026-11-19T13:30–14:30
dinner tonight => Dinner | 2026-11-18T19:00–20:00
dinner tonight at 8 => Dinner | 2026-11-18T20:00–21:00
dinner tonight 8pm => Dinner | 2026-11-18T20:00–21:00
dinner this evening 7:30 => Dinner | 2026-11-18T19:30–20:30
dentist day after tomorrow 8am => Dentist | 2026-11-20T08:00–09:00
dentist the day after tomorrow at 8 => Dentist | 2026-11-20T08:00–09:00
call in 20 minutes => Call | 2026-11-18T10:35–11:35
call in half an hour => Call | 2026-11-18T10:45–11:45
call in an hour => Call | 2026-11-18T11:15–12:15
call in an hour and a half => Call | 2026-11-18T11:45–12:45
trip in 3 days => Trip | 2026-11-21…2026-11-22
trip in two weeks => Trip | 2026-12-02…2026-12-03
trip in a month => Trip | 2026-12-18…2026-12-19
renewal in a year => Renewal | 2027-11-18…2027-11-19
call mum 2 hours from now => Call mum | 2026-11-18T12:15–13:15
call mum 3 days from now => Call mum | 2026-11-21…2026-11-22
meeting Monday 9-10:30 => Meeting | 2026-11-23T09:00–10:30
meeting Monday 9-11am => Meeting | 2026-11-23T09:00–11:00
meeting Monday 2-4pm => Meeting | 2026-11-23T14:00–16:00
meeting Monday 11-1pm => Meeting | 2026-11-23T11:00–13:00
meeting from 2 to 4pm tomorrow => Meeting | 2026-11-19T14:00–16:00
meeting from 9 to 5 tomorrow => Meeting | 2026-11-19T09:00–17:00
meeting tomorrow from 9 to 5 => Meeting | 2026-11-19T09:00–17:00
meeting between 2 and 4pm on Friday => Meeting | 2026-11-20T14:00–16:00
party Saturday 10pm-2am => Party | 2026-11-21T22:00–2026-11-22T02:00
party Saturday 10pm to midnight => Party | 2026-11-21T22:00–2026-11-22T00:00
party Saturday 22:00-02:00 => Party | 2026-11-21T22:00–2026-11-22T02:00
flight Dec 3 6:45am => Flight | 2026-12-03T06:45–07:45
flight December 3rd, 2027 at 6:45am => Flight | 2027-12-03T06:45–07:45
flight 3rd of December 6:45 => Flight | 2026-12-03T06:45–07:45
flight 3 Dec 6:45 => Flight | 2026-12-03T06:45–07:45
flight on the 3rd of December => Flight | 2026-12-03…2026-12-04
flight 3/12 18:20 => Flight | 2026-12-03T18:20–19:20
flight 03/12/2026 18:20 => Flight | 2026-12-03T18:20–19:20
flight 2026-12-03 18:20 => Flight | 2026-12-03T18:20–19:20
holiday Dec 20-27 => Holiday | 2026-12-20…2026-12-28
holiday from Dec 28 to Jan 3 => Holiday | 2026-12-28…2027-01-04
holiday from 20 to 27 December => Holiday | 2026-12-20…2026-12-28
holiday 20–27 December => Holiday | 2026-12-20…2026-12-28
holiday December 20 to December 27 => Holiday | 2026-12-20…2026-12-28
off Monday to Wednesday => Off | 2026-11-23…2026-11-26
off Mon-Wed => Off | 2026-11-23…2026-11-26
conference from Monday 9am to Wednesday 5pm => Conference | 2026-11-23T09:00–2026-11-25T17:00
rent on the 1st => Rent | 2026-12-01…2026-12-02
rent on the 1st of every month => Rent | 2026-12-01…2026-12-02 | FREQ=MONTHLY;BYMONTHDAY=1
rent every month on the 1st => Rent | 2026-12-01…2026-12-02 | FREQ=MONTHLY
rent every 1st => Rent | 2026-12-01…2026-12-02 | FREQ=MONTHLY;BYMONTHDAY=1
report the last day of the month => Report | 2026-11-30…2026-12-01 | FREQ=MONTHLY;BYMONTHDAY=-1
club first Monday of each month 6pm => Club | 2026-12-07T18:00–19:00 | FREQ=MONTHLY;BYDAY=1MO
club the last Friday of the month => Club | 2026-11-27…2026-11-28 | FREQ=MONTHLY;BYDAY=-1FR
club every last Friday 6pm => Club | 2026-11-27T18:00–19:00 | FREQ=MONTHLY;BYDAY=-1FR
club every second Tuesday of the month 6pm => Club | 2026-12-08T18:00–19:00 | FREQ=MONTHLY;BYDAY=2TU
club every other Tuesday 6pm => Club | 2026-11-24T18:00–19:00 | FREQ=WEEKLY;INTERVAL=2;BYDAY=TU
club every second Tuesday 6pm => Club | 2026-11-24T18:00–19:00 | FREQ=WEEKLY;INTERVAL=2;BYDAY=TU
club every two weeks on Tuesday 6pm => Club | 2026-11-24T18:00–19:00 | FREQ=WEEKLY;INTERVAL=2;BYDAY=TU
club every 2 weeks on Mon and Wed at 6pm => Club | 2026-11-18T18:00–19:00 | FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE
yoga every Tuesday => Yoga | 2026-11-24…2026-11-25 | FREQ=WEEKLY;BYDAY=TU
yoga every tue, thu and sat 8am => Yoga | 2026-11-19T08:00–09:00 | FREQ=WEEKLY;BYDAY=TU,TH,SA
yoga on Mondays and Thursdays 7pm => Yoga | 2026-11-19T19:00–20:00 | FREQ=WEEKLY;BYDAY=MO,TH
yoga Mondays 7pm => Yoga | 2026-11-23T19:00–20:00 | FREQ=WEEKLY;BYDAY=MO
yoga every morning 7am => Yoga | 2026-11-19T07:00–08:00 | FREQ=DAILY
yoga every Monday morning => Yoga | 2026-11-23T09:00–10:00 | FREQ=WEEKLY;BYDAY=MO
yoga daily at 7am => Yoga | 2026-11-19T07:00–08:00 | FREQ=DAILY
standup daily 9:15 => Standup | 2026-11-19T09:15–10:15 | FREQ=DAILY
daily standup 9:15 => Daily standup | 2026-11-19T09:15–10:15
weekly review Friday 4pm => Weekly review | 2026-11-20T16:00–17:00
review weekly on Friday 4pm => Review | 2026-11-20T16:00–17:00 | FREQ=WEEKLY
team lunch monthly => Team lunch | 2026-11-18…2026-11-19 | FREQ=MONTHLY
backup fortnightly => Backup | 2026-11-18…2026-11-19 | FREQ=WEEKLY;INTERVAL=2
pills every day at 8am and 8pm => Pills and 8pm | 2026-11-19T08:00–09:00 | FREQ=DAILY
pills every 3 days => Pills | 2026-11-18…2026-11-19 | FREQ=DAILY;INTERVAL=3
bins every other week => Bins | 2026-11-18…2026-11-19 | FREQ=WEEKLY;INTERVAL=2
car check every 6 months => Car check | 2026-11-18…2026-11-19 | FREQ=MONTHLY;INTERVAL=6
insurance every year => Insurance | 2026-11-18…2026-11-19 | FREQ=YEARLY
anniversary 12 March every year => Anniversary | 2027-03-12…2027-03-13 | FREQ=YEARLY
anniversary every 12 March => Anniversary | 2027-03-12…2027-03-13 | FREQ=YEARLY
anniversary every March 12 => Anniversary | 2027-03-12…2027-03-13 | FREQ=YEARLY
Leo's birthday on 12 March every year => Leo's birthday | 2027-03-12…2027-03-13 | FREQ=YEARLY
Monday's report tomorrow => Monday's report | 2026-11-19…2026-11-20
class every Wed 10am until Dec 16 => Class | 2026-11-25T10:00–11:00 | FREQ=WEEKLY;BYDAY=WE;UNTIL=20261216T225959Z
class every Wed 10am till the end of January => Class | 2026-11-25T10:00–11:00 | FREQ=WEEKLY;BYDAY=WE;UNTIL=20270131T225959Z
class every Wed 10am for 6 weeks => Class | 2026-11-25T10:00–11:00 | FREQ=WEEKLY;BYDAY=WE;UNTIL=20270105T225959Z
class every Wed 10am, 5 times => Class | 2026-11-25T10:00–11:00 | FREQ=WEEKLY;BYDAY=WE;COUNT=5
class every Wed 10am from January 6 => Class | 2027-01-06T10:00–11:00 | FREQ=WEEKLY;BYDAY=WE
class every weekday from 9 to 10am starting Monday => Class | 2026-11-23T09:00–10:00 | FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR
class every Monday to Thursday 5pm => Class | 2026-11-18T17:00–18:00 | FREQ=WEEKLY;BYDAY=MO,TU,WE,TH
brunch this weekend => Brunch | 2026-11-21…2026-11-23
brunch next weekend => Brunch | 2026-11-28…2026-11-30
brunch on Sunday 11am => Brunch | 2026-11-22T11:00–12:00
brunch next Sunday => Brunch | 2026-11-29…2026-11-30
brunch this Sunday => Brunch | 2026-11-22…2026-11-23
brunch sunday at Sofia's => Brunch | 2026-11-22…2026-11-23 | @Sofia's
walk tomorrow morning => Walk | 2026-11-19T09:00–10:00
walk tomorrow afternoon at 3 => Walk | 2026-11-19T15:00–16:00
walk Saturday evening => Walk | 2026-11-21T19:00–20:00
walk Sat 10am => Walk | 2026-11-21T10:00–11:00
walk on Sat => Walk | 2026-11-21…2026-11-22
walk in the sun => Walk in the sun | -
lunch with Sam => Lunch with Sam | -
mon anniversaire => Mon anniversaire | -
meeting Wednesday 9am => Meeting | 2026-11-25T09:00–10:00
meeting Wednesday 3pm => Meeting | 2026-11-18T15:00–16:00
meeting Tuesday next week 10am => Meeting | 2026-11-24T10:00–11:00
meeting next week => Meeting next week | -
review half past 3 tomorrow => Review | 2026-11-19T15:30–16:30
review quarter to 9 tomorrow => Review | 2026-11-19T08:45–09:45
review quarter past 4 pm tomorrow => Review | 2026-11-19T16:15–17:15
review 9 o'clock tomorrow => Review | 2026-11-19T09:00–10:00
review tomorrow at 9am for an hour => Review | 2026-11-19T09:00–10:00
review tomorrow 9am for 1h30 => Review | 2026-11-19T09:00–10:30
review tomorrow 9am, 45 min => Review | 2026-11-19T09:00–09:45
review tomorrow 9am for 2 and a half hours => Review | 2026-11-19T09:00–11:30
review tomorrow 9am (2 hours) => Review | 2026-11-19T09:00–11:00
review tomorrow all day => Review | 2026-11-19…2026-11-20
all-day workshop on Friday => Workshop | 2026-11-20…2026-11-21
meeting tomorrow until 5pm => Meeting | 2026-11-19T16:00–17:00
meeting tomorrow 3pm until 5pm => Meeting | 2026-11-19T15:00–17:00
call Bob tomorrow 9am remind me 1 hour before => Call Bob | 2026-11-19T09:00–10:00 | !60
call Bob tomorrow 9am reminder 15 min => Call Bob | 2026-11-19T09:00–10:00 | !15
call Bob tomorrow 9am with a reminder 1 day before => Call Bob | 2026-11-19T09:00–10:00 | !1440
call Bob tomorrow 9am alert 10 minutes before => Call Bob | 2026-11-19T09:00–10:00 | !10
pitch Monday 10am with anna@example.com => Pitch | 2026-11-23T10:00–11:00 | anna@example.com
pitch Monday 10am with Anna and bob@example.com => Pitch with Anna | 2026-11-23T10:00–11:00 | bob@example.com
invite anna@example.com to lunch tomorrow noon => Lunch | 2026-11-19T12:00–13:00 | anna@example.com
demo Friday 2pm in room 12 => Demo | 2026-11-20T14:00–15:00 | @Room 12
demo Friday 2pm at the office => Demo | 2026-11-20T14:00–15:00 | @Office
demo Friday 2pm in Paris with Bob => Demo with Bob | 2026-11-20T14:00–15:00 | @Paris
demo at Google Friday 2pm => Demo | 2026-11-20T14:00–15:00 | @Google
demo @HQ Friday 2pm => Demo | 2026-11-20T14:00–15:00 | @HQ
demo Friday 2pm @ Town Hall, bring slides => Demo bring slides | 2026-11-20T14:00–15:00 | @Town Hall
look at Paul's draft tomorrow => Look at Paul's draft | 2026-11-19…2026-11-20
#Travail demo Friday 2pm => Demo | 2026-11-20T14:00–15:00 | #travail
demo Friday 2pm #personnel => Demo | 2026-11-20T14:00–15:00 | #perso
demo Friday 2pm #nope => Demo #nope | 2026-11-20T14:00–15:00
buy 3 pounds of apples => Buy 3 pounds of apples | -
buy milk => Buy milk | -
may I call you => May I call you | -
may 5 call => Call | 2027-05-05…2027-05-06
call in May => Call in May | -
second draft Friday => Second draft | 2026-11-20…2026-11-21
read "Friday Night Lights" tomorrow 9pm => Read "Friday Night Lights" | 2026-11-19T21:00–22:00
watch the 6 o'clock news => Watch news | 2026-11-19T06:00–07:00
midnight snack => Snack | 2026-11-19T00:00–01:00
fireworks Dec 31 midnight => Fireworks | 2027-01-01T00:00–01:00
fireworks Dec 31 11:59pm => Fireworks | 2026-12-31T23:59–2027-01-01T00:59
board 12am Friday => Board | 2026-11-20T00:00–01:00
board 12pm Friday => Board | 2026-11-20T12:00–13:00
ship at 25:00 => Ship at 25:00 | -
Feb 30 party => Feb 30 party | -
Feb 29 party => Party | 2028-02-29…2028-03-01
Jan 5 kickoff => Kickoff | 2027-01-05…2027-01-06
meeting on 15/01 => Meeting | 2027-01-15…2027-01-16
meeting the 15th at 3pm => Meeting | 2026-12-15T15:00–16:00
meeting on the 15th of next month => Meeting | 2026-12-15…2026-12-16
last Friday of December party => Party | 2026-12-25…2026-12-26
first Monday of next month 9am => | 2026-12-07T09:00–10:00
vacation for 2 weeks from Dec 21 => Vacation | 2026-12-21…2027-01-04
vacation Dec 21 for 5 days => Vacation | 2026-12-21…2026-12-26
call at 0930 tomorrow => Call at 0930 | 2026-11-19…2026-11-20
9am => | 2026-11-19T09:00–10:00
tomorrow => | 2026-11-19…2026-11-20
Friday 5 => | 2026-11-20T17:00–18:00
déjeuner chez Paul demain midi => Déjeuner | 2026-11-19T12:00–13:00 | @Chez Paul
call the bank tomorrow morning 8:30 => Call the bank | 2026-11-19T08:30–09:30
pick up Nina at 4:30pm => Pick up Nina | 2026-11-18T16:30–17:30
parents evening Thu 3/12 5pm => Parents evening | 2026-12-03T17:00–18:00
choir every Wednesday 6:30pm until 30/06 => Choir | 2026-11-18T18:30–19:30 | FREQ=WEEKLY;BYDAY=WE;UNTIL=20270630T215959Z
theatre on Saturday 12 December at 8:30pm => Theatre | 2026-12-12T20:30–21:30
delivery between 8am and noon on Saturday => Delivery | 2026-11-21T08:00–12:00
payday on the 28th of each month => Payday | 2026-11-28…2026-11-29 | FREQ=MONTHLY;BYMONTHDAY=28
passport in one year => Passport | 2027-11-18…2027-11-19
concert in three weeks => Concert | 2026-12-09…2026-12-10
tour Monday at 10 with guide => Tour with guide | 2026-11-23T10:00–11:00
new year party Dec 31 10pm-3am => New year party | 2026-12-31T22:00–2027-01-01T03:00
holidays from 20 December to 3 January 2027 => Holidays | 2026-12-20…2027-01-04
drinks this evening at Nora's => Drinks | 2026-11-18T19:00–20:00 | @Nora's
massage Fri 6:30pm-7:30pm => Massage | 2026-11-20T18:30–19:30
1:1 with Karim Tuesday 15:30-16:00 => 1:1 with Karim | 2026-11-24T15:30–16:00
review every weekday at 5pm for 30 minutes => Review | 2026-11-18T17:00–17:30 | FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR
book club last Thursday of the month 8pm => Book club | 2026-11-26T20:00–21:00 | FREQ=MONTHLY;BYDAY=-1TH
board meeting the third Tuesday of every month 10am => Board meeting | 2026-12-15T10:00–11:00 | FREQ=MONTHLY;BYDAY=3TU
swim every other day 7am => Swim | 2026-11-19T07:00–08:00 | FREQ=DAILY;INTERVAL=2
`;
