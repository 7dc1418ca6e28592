// What French sentences mean on Wednesday 18 November 2026, 10:15 in Paris: sentence => title | when | what else.
// No when: nothing was said of it. A day ends where the next begins.

export const FRENCH = `
déjeuner avec Anna demain 12h30 au Lutetia, chaque mardi => Déjeuner avec Anna | 2026-11-24T12:30–13:30 | @Lutetia | FREQ=WEEKLY;BYDAY=TU
Dentiste mardi prochain 8h-8h45 => Dentiste | 2026-11-24T08:00–08:45
Réunion budget le 3 décembre de 14h à 16h salle Jura => Réunion budget | 2026-12-03T14:00–16:00 | @Salle Jura
anniversaire de Léo le 12 mars tous les ans => Anniversaire de Léo | 2027-03-12…2027-03-13 | FREQ=YEARLY
vacances du 20 au 27 décembre => Vacances | 2026-12-20…2026-12-28
yoga toutes les deux semaines => Yoga | 2026-11-18…2026-11-19 | FREQ=WEEKLY;INTERVAL=2
comité le dernier vendredi du mois => Comité | 2026-11-27…2026-11-28 | FREQ=MONTHLY;BYDAY=-1FR
réunion demain 10h rappel 1 heure avant => Réunion | 2026-11-19T10:00–11:00 | !60
point projet demain 9h #Travail => Point projet | 2026-11-19T09:00–10:00 | #travail
déjeuner vendredi midi avec anna@example.com => Déjeuner | 2026-11-20T12:00–13:00 | anna@example.com
ciné ce soir => Ciné | 2026-11-18T19:00–20:00
ciné ce soir 20h => Ciné | 2026-11-18T20:00–21:00
ciné ce soir à 8h => Ciné | 2026-11-18T20:00–21:00
train après-demain 6h45 => Train | 2026-11-20T06:45–07:45
courses dans 3 jours => Courses | 2026-11-21…2026-11-22
appel dans 2 heures => Appel | 2026-11-18T12:15–13:15
appel dans une heure => Appel | 2026-11-18T11:15–12:15
appel dans une demi-heure => Appel | 2026-11-18T10:45–11:45
appel dans 1h30 => Appel | 2026-11-18T11:45–12:45
appel dans un quart d'heure => Appel | 2026-11-18T10:30–11:30
appel dans une heure et demie => Appel | 2026-11-18T11:45–12:45
rendez-vous dans 2 semaines => Rendez-vous | 2026-12-02…2026-12-03
rendez-vous dans un mois à 9h => Rendez-vous | 2026-12-18T09:00–10:00
visite dans quinze jours => Visite | 2026-12-02…2026-12-03
visite dans huit jours => Visite | 2026-11-25…2026-11-26
fête samedi 22h-2h => Fête | 2026-11-21T22:00–2026-11-22T02:00
fête samedi de 22h à minuit => Fête | 2026-11-21T22:00–2026-11-22T00:00
réveillon le 31 décembre à minuit => Réveillon | 2027-01-01T00:00–01:00
déjeuner midi => Déjeuner | 2026-11-18T12:00–13:00
déjeuner demain à midi et demi => Déjeuner | 2026-11-19T12:30–13:30
dîner demain 19 h 30 => Dîner | 2026-11-19T19:30–20:30
dîner demain 19:30 => Dîner | 2026-11-19T19:30–20:30
dîner demain 8h du soir => Dîner | 2026-11-19T20:00–21:00
café 9h => Café | 2026-11-19T09:00–10:00
café 16h => Café | 2026-11-18T16:00–17:00
café 10h15 => Café | 2026-11-19T10:15–11:15
café lundi 9h et demie => Café | 2026-11-23T09:30–10:30
café lundi 8h moins le quart => Café | 2026-11-23T07:45–08:45
impôts le 15 => Impôts | 2026-12-15…2026-12-16
loyer le 1er => Loyer | 2026-12-01…2026-12-02
loyer le 1er de chaque mois => Loyer | 2026-12-01…2026-12-02 | FREQ=MONTHLY;BYMONTHDAY=1
facture le 15 de chaque mois à 9h => Facture | 2026-12-15T09:00–10:00 | FREQ=MONTHLY;BYMONTHDAY=15
rapport le dernier jour du mois => Rapport | 2026-11-30…2026-12-01 | FREQ=MONTHLY;BYMONTHDAY=-1
club le premier lundi de chaque mois à 18h => Club | 2026-12-07T18:00–19:00 | FREQ=MONTHLY;BYDAY=1MO
club chaque premier lundi du mois 18h => Club | 2026-12-07T18:00–19:00 | FREQ=MONTHLY;BYDAY=1MO
conseil le 3e jeudi du mois 20h => Conseil | 2026-11-19T20:00–21:00 | FREQ=MONTHLY;BYDAY=3TH
piscine tous les lundis 18h => Piscine | 2026-11-23T18:00–19:00 | FREQ=WEEKLY;BYDAY=MO
piscine tous les lundis et jeudis de 18h à 19h => Piscine | 2026-11-19T18:00–19:00 | FREQ=WEEKLY;BYDAY=MO,TH
piscine chaque lundi et jeudi 18h => Piscine | 2026-11-19T18:00–19:00 | FREQ=WEEKLY;BYDAY=MO,TH
piscine les mardis 18h => Piscine | 2026-11-24T18:00–19:00 | FREQ=WEEKLY;BYDAY=TU
piscine tous les jours à 7h => Piscine | 2026-11-19T07:00–08:00 | FREQ=DAILY
piscine chaque jour 7h => Piscine | 2026-11-19T07:00–08:00 | FREQ=DAILY
piscine tous les matins 7h => Piscine | 2026-11-19T07:00–08:00 | FREQ=DAILY
méditation tous les soirs => Méditation | 2026-11-18T19:00–20:00 | FREQ=DAILY
standup tous les jours ouvrés 9h15 => Standup | 2026-11-19T09:15–10:15 | FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR
standup chaque jour ouvré 9h15 pendant 15 minutes => Standup | 2026-11-19T09:15–09:30 | FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR
standup du lundi au vendredi => Standup | 2026-11-23…2026-11-28
standup tous les jours du lundi au vendredi 9h15 => Standup | 2026-11-19T09:15–10:15 | FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR
ménage un samedi sur deux => Ménage | 2026-11-21…2026-11-22 | FREQ=WEEKLY;INTERVAL=2;BYDAY=SA
ménage une semaine sur deux le samedi 10h => Ménage | 2026-11-21T10:00–11:00 | FREQ=WEEKLY;INTERVAL=2;BYDAY=SA
ménage toutes les 3 semaines => Ménage | 2026-11-18…2026-11-19 | FREQ=WEEKLY;INTERVAL=3
arroser tous les 3 jours => Arroser | 2026-11-18…2026-11-19 | FREQ=DAILY;INTERVAL=3
poubelles tous les quinze jours => Poubelles | 2026-11-18…2026-11-19 | FREQ=WEEKLY;INTERVAL=2
contrôle tous les 6 mois => Contrôle | 2026-11-18…2026-11-19 | FREQ=MONTHLY;INTERVAL=6
contrôle technique tous les deux ans => Contrôle technique | 2026-11-18…2026-11-19 | FREQ=YEARLY;INTERVAL=2
kiné chaque mardi 14h jusqu'au 22 décembre => Kiné | 2026-11-24T14:00–15:00 | FREQ=WEEKLY;BYDAY=TU;UNTIL=20261222T225959Z
kiné chaque mardi 14h jusqu'en juin => Kiné | 2026-11-24T14:00–15:00 | FREQ=WEEKLY;BYDAY=TU;UNTIL=20270630T215959Z
kiné chaque mardi 14h jusqu'à fin janvier => Kiné | 2026-11-24T14:00–15:00 | FREQ=WEEKLY;BYDAY=TU;UNTIL=20270131T225959Z
kiné chaque mardi 14h, 10 fois => Kiné | 2026-11-24T14:00–15:00 | FREQ=WEEKLY;BYDAY=TU;COUNT=10
kiné chaque mardi 14h pendant 6 semaines => Kiné | 2026-11-24T14:00–15:00 | FREQ=WEEKLY;BYDAY=TU;UNTIL=20270104T225959Z
anniversaire de Zoé tous les 4 juillet => Anniversaire de Zoé | 2027-07-04…2027-07-05 | FREQ=YEARLY
Noël en famille le 25/12 => Noël en famille | 2026-12-25…2026-12-26
réunion 3/12 14h => Réunion | 2026-12-03T14:00–15:00
réunion 03/12/2026 à 14h => Réunion | 2026-12-03T14:00–15:00
réunion 03.12.2026 14h => Réunion | 2026-12-03T14:00–15:00
réunion 2026-12-03 14h => Réunion | 2026-12-03T14:00–15:00
réunion 3 déc. 14h => Réunion | 2026-12-03T14:00–15:00
réunion jeudi 3 décembre 14h => Réunion | 2026-12-03T14:00–15:00
réunion vendredi 3 décembre 14h => Réunion vendredi | 2026-12-03T14:00–15:00
réunion jeudi 19 => Réunion | 2026-11-19…2026-11-20
réunion jeudi 20 à 9h => Réunion 20 | 2026-11-19T09:00–10:00
réunion le 10 janvier => Réunion | 2027-01-10…2027-01-11
réunion le 1er janvier 2028 => Réunion | 2028-01-01…2028-01-02
vote le 29 février => Vote | 2028-02-29…2028-03-01
vote le 31 février => Vote le 31 février | -
vote le 31/04 => Vote le 31/04 | -
séminaire du 28 décembre au 3 janvier => Séminaire | 2026-12-28…2027-01-04
séminaire du 3 au 5 mars 2027 => Séminaire | 2027-03-03…2027-03-06
séminaire du 28/12 au 3/01 => Séminaire | 2026-12-28…2027-01-04
séminaire 20-27 décembre => Séminaire | 2026-12-20…2026-12-28
séminaire du 20 au 27 => Séminaire | 2026-11-20…2026-11-28
séminaire du lundi 9h au mercredi 17h => Séminaire | 2026-11-23T09:00–2026-11-25T17:00
séminaire du 8 au 10 décembre de 9h à 17h => Séminaire | 2026-12-08T09:00–2026-12-10T17:00
congés de lundi à mercredi => Congés | 2026-11-23…2026-11-26
brunch ce week-end => Brunch | 2026-11-21…2026-11-23
brunch le week-end prochain => Brunch | 2026-11-28…2026-11-30
brunch dimanche => Brunch | 2026-11-22…2026-11-23
brunch dimanche 11h chez Sofia => Brunch | 2026-11-22T11:00–12:00 | @Chez Sofia
marché samedi matin => Marché | 2026-11-21T09:00–10:00
marché demain matin => Marché | 2026-11-19T09:00–10:00
marché samedi après-midi 3h => Marché | 2026-11-21T15:00–16:00
marché samedi soir => Marché | 2026-11-21T19:00–20:00
théâtre jeudi soir 20h30 au Théâtre de Carouge => Théâtre | 2026-11-19T20:30–21:30 | @Théâtre de Carouge
réunion lundi de la semaine prochaine 10h => Réunion | 2026-11-23T10:00–11:00
réunion mardi en huit 10h => Réunion | 2026-12-01T10:00–11:00
réunion lundi en quinze => Réunion | 2026-12-07…2026-12-08
réunion mercredi 9h => Réunion | 2026-11-25T09:00–10:00
réunion mercredi 15h => Réunion | 2026-11-18T15:00–16:00
réunion mercredi => Réunion | 2026-11-18…2026-11-19
réunion ce vendredi 10h => Réunion | 2026-11-20T10:00–11:00
réunion vendredi prochain 10h => Réunion | 2026-11-27T10:00–11:00
dîner chez Paul vendredi 20h => Dîner | 2026-11-20T20:00–21:00 | @Chez Paul
dîner au Lutetia vendredi 20h => Dîner | 2026-11-20T20:00–21:00 | @Lutetia
dîner vendredi 20h à la Coupole => Dîner | 2026-11-20T20:00–21:00 | @La Coupole
dîner vendredi 20h à l'Entrecôte avec Léa => Dîner avec Léa | 2026-11-20T20:00–21:00 | @L’Entrecôte
piscine demain 9h à la piscine municipale => Piscine | 2026-11-19T09:00–10:00 | @La piscine municipale
réunion en salle 3 lundi 10h => Réunion | 2026-11-23T10:00–11:00 | @Salle 3
réunion lundi 10h salle 12 => Réunion | 2026-11-23T10:00–11:00 | @Salle 12
réunion @Bureau lundi 10h => Réunion | 2026-11-23T10:00–11:00 | @Bureau
conférence lundi 10h @ Grand Rex, avec Bob => Conférence avec Bob | 2026-11-23T10:00–11:00 | @Grand Rex
parler au Dr Martin demain 9h => Parler au Dr Martin | 2026-11-19T09:00–10:00
appel à Marie demain 9h => Appel à Marie | 2026-11-19T09:00–10:00
réunion au sommet demain 9h => Réunion au sommet | 2026-11-19T09:00–10:00
match à Gerland samedi 20h => Match à Gerland | 2026-11-21T20:00–21:00
rdv mairie lundi entre 14h et 16h => Rdv mairie | 2026-11-23T14:00–16:00
rdv lundi 14h30/16h => Rdv | 2026-11-23T14:30–16:00
rdv lundi 9h-10 => Rdv | 2026-11-23T09:00–10:00
rdv lundi 9-10h30 => Rdv | 2026-11-23T09:00–10:30
rdv lundi de 9 à 11h => Rdv | 2026-11-23T09:00–11:00
réunion demain de 9 à 11 => Réunion | 2026-11-19T09:00–11:00
réunion 30 min demain 9h => Réunion | 2026-11-19T09:00–09:30
réunion demain 9h pendant 1h30 => Réunion | 2026-11-19T09:00–10:30
réunion demain 9h pour 2 heures => Réunion | 2026-11-19T09:00–11:00
réunion demain 9h (45 min) => Réunion | 2026-11-19T09:00–09:45
sieste demain 14h pendant une heure et demie => Sieste | 2026-11-19T14:00–15:30
réunion demain jusqu'à 18h => Réunion | 2026-11-19T17:00–18:00
réunion demain de 16h jusqu'à 18h => Réunion | 2026-11-19T16:00–18:00
atelier demain toute la journée => Atelier | 2026-11-19…2026-11-20
atelier toute la journée le 4 décembre => Atelier | 2026-12-04…2026-12-05
rappel vaccin demain 9h => Rappel vaccin | 2026-11-19T09:00–10:00
vaccin demain 9h rappel 15 min => Vaccin | 2026-11-19T09:00–10:00 | !15
vaccin demain 9h avec un rappel 10 minutes avant => Vaccin | 2026-11-19T09:00–10:00 | !10
vaccin lundi 9h rappel la veille => Vaccin | 2026-11-23T09:00–10:00 | !1440
vaccin lundi 9h rappel 1 jour et 2 heures avant => Vaccin | 2026-11-23T09:00–10:00 | !1440,120
vaccin lundi 9h alerte 30 min avant => Vaccin | 2026-11-23T09:00–10:00 | !30
point lundi 10h avec anna@example.com et bob@example.org => Point | 2026-11-23T10:00–11:00 | anna@example.com,bob@example.org
point avec Anna et bob@example.com lundi 10h => Point avec Anna | 2026-11-23T10:00–11:00 | bob@example.com
inviter léa@example.com lundi => | 2026-11-23…2026-11-24 | léa@example.com
démo #équipe produit lundi 10h => Démo | 2026-11-23T10:00–11:00 | #equipe
démo #Equipe lundi 10h => Démo | 2026-11-23T10:00–11:00 | #equipe
démo #inconnu lundi 10h => Démo #inconnu | 2026-11-23T10:00–11:00
mon anniversaire => Mon anniversaire | -
mon anniversaire demain => Mon anniversaire | 2026-11-19…2026-11-20
finir le jeu demain => Finir le jeu | 2026-11-19…2026-11-20
aller à la mer demain => Aller à la mer | 2026-11-19…2026-11-20
aller à la mer => Aller à la mer | -
sam 14h => | 2026-11-21T14:00–15:00
déjeuner avec Sam => Déjeuner avec Sam | -
jeu 9h30 point => Point | 2026-11-19T09:30–10:30
dim. 11h brunch => Brunch | 2026-11-22T11:00–12:00
mer 18 nov 15h => | 2026-11-18T15:00–16:00
mar 3 mars => Mar | 2027-03-03…2027-03-04
lun 9h => | 2026-11-23T09:00–10:00
voir "Demain tout commence" samedi 20h => Voir "Demain tout commence" | 2026-11-21T20:00–21:00
« Jeudi noir » vendredi 21h => Jeudi noir | 2026-11-20T21:00–22:00
lire https://example.com/le-3-decembre demain => Lire https://example.com/le-3-decembre | 2026-11-19…2026-11-20
acheter 3 kg de pommes => Acheter 3 kg de pommes | -
acheter du lait => Acheter du lait | -
visite le 2 pièces => Visite le 2 pièces | -
rdv à 14h30 demain à Lyon => Rdv | 2026-11-19T14:30–15:30 | @Lyon
train demain 14h à 3 rue Victor => Train | 2026-11-19T14:00–15:00 | @3 rue Victor
réunion des 9h demain => Réunion | 2026-11-19T09:00–10:00
cours de piano lundi 17h, tous les lundis => Cours de piano | 2026-11-23T17:00–18:00 | FREQ=WEEKLY;BYDAY=MO
cours du soir lundi => Cours du soir | 2026-11-23…2026-11-24
préparer la réunion de demain => Préparer la réunion | 2026-11-19…2026-11-20
courses pour demain => Courses | 2026-11-19…2026-11-20
réunion 25h => Réunion 25h | -
réunion 9h75 => Réunion 9h75 | -
minuit => | 2026-11-19T00:00–01:00
demain minuit => | 2026-11-20T00:00–01:00
demain 0h => | 2026-11-19T00:00–01:00
gardez le 14 juillet => Gardez | 2027-07-14…2027-07-15
réunion mensuelle lundi => Réunion mensuelle | 2026-11-23…2026-11-24
réunion hebdomadaire lundi 9h => Réunion hebdomadaire | 2026-11-23T09:00–10:00
à partir du 3 janvier, cours chaque mercredi 10h => Cours | 2027-01-06T10:00–11:00 | FREQ=WEEKLY;BYDAY=WE
cours chaque mercredi 10h à partir du 3 janvier => Cours | 2027-01-06T10:00–11:00 | FREQ=WEEKLY;BYDAY=WE
le 2e mardi de décembre réunion 10h => Réunion | 2026-12-08T10:00–11:00
le dernier vendredi de décembre 10h => | 2026-12-25T10:00–11:00
le premier lundi du mois prochain à 9h => | 2026-12-07T09:00–10:00
le 5 du mois prochain => | 2026-12-05…2026-12-06
lundi => | 2026-11-23…2026-11-24
demain => | 2026-11-19…2026-11-20
14h => | 2026-11-18T14:00–15:00
vacances du 20 décembre au 3 janvier 2027 => Vacances | 2026-12-20…2027-01-04
dîner le 24 décembre 20h chez Mamie => Dîner | 2026-12-24T20:00–21:00 | @Chez Mamie
conseil municipal jeudi 19h30 à la mairie => Conseil municipal | 2026-11-19T19:30–20:30 | @La mairie
apéro ce soir 18h30 chez Nora => Apéro | 2026-11-18T18:30–19:30 | @Chez Nora
footing dimanche matin 9h30 => Footing | 2026-11-22T09:30–10:30
point hebdo lundi 9h-9h30 => Point hebdo | 2026-11-23T09:00–09:30
bilan le 31 décembre => Bilan | 2026-12-31…2027-01-01
permanence de 9h à 12h demain => Permanence | 2026-11-19T09:00–12:00
garde de Jules mercredi après-midi => Garde de Jules | 2026-11-18T14:00–15:00
visio avec Karim vendredi 11h pendant 45 minutes => Visio avec Karim | 2026-11-20T11:00–11:45
massage vendredi 18h30-19h30 => Massage | 2026-11-20T18:30–19:30
livraison entre 8h et 12h samedi => Livraison | 2026-11-21T08:00–12:00
spectacle le samedi 12 décembre à 20 h 30 => Spectacle | 2026-12-12T20:30–21:30
cours d'anglais tous les mercredis à 18h30 jusqu'au 30/06 => Cours d'anglais | 2026-11-18T18:30–19:30 | FREQ=WEEKLY;BYDAY=WE;UNTIL=20270630T215959Z
sortie de Nina à 16h30 => Sortie de Nina | 2026-11-18T16:30–17:30
RDV pédiatre 04/12 10h20 => RDV pédiatre | 2026-12-04T10:20–11:20
RDV notaire le 4 déc. 2026 à 10h => RDV notaire | 2026-12-04T10:00–11:00
réunion parents-profs jeudi 3/12 17h => Réunion parents-profs | 2026-12-03T17:00–18:00
jury le 8 et 9 => Jury le 8 et 9 | -
fête des voisins le dernier vendredi de mai 19h => Fête des voisins | 2027-05-28T19:00–20:00
bibliothèque un mercredi sur deux 14h => Bibliothèque | 2026-11-18T14:00–15:00 | FREQ=WEEKLY;INTERVAL=2;BYDAY=WE
paie le 28 de chaque mois => Paie | 2026-11-28…2026-11-29 | FREQ=MONTHLY;BYMONTHDAY=28
marché tous les samedis matin => Marché | 2026-11-21T09:00–10:00 | FREQ=WEEKLY;BYDAY=SA
révision de la voiture dans 6 mois => Révision de la voiture | 2027-05-18…2027-05-19
passeport dans un an => Passeport | 2027-11-18…2027-11-19
concert dans trois semaines => Concert | 2026-12-09…2026-12-10
sauna une semaine sur deux => Sauna | 2026-11-18…2026-11-19 | FREQ=WEEKLY;INTERVAL=2
relève des compteurs tous les 2 mois => Relève des compteurs | 2026-11-18…2026-11-19 | FREQ=MONTHLY;INTERVAL=2
appeler le garage demain matin 8h30 => Appeler le garage | 2026-11-19T08:30–09:30
ciné avant-hier => Ciné | 2026-11-16…2026-11-17
`;
