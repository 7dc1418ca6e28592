// Companies that tell senders whether and when their mail was read, by host. Written from common knowledge.

/** Company: domains from which its pictures that report a reading come. */
const COMPANIES: readonly (readonly [string, string])[] = [
  ["ActiveCampaign", "activehosted.com acemlna.com acemlnb.com acemlnc.com emlnk.com emlnk1.com"],
  [
    "Acoustic",
    "mkt41.net silverpop.com pages01.net pages02.net pages03.net pages04.net pages05.net pages06.net pages08.net",
  ],
  ["Adobe Campaign", "adobe-campaign.com neolane.net omtrdc.net 2o7.net demdex.net"],
  ["Adobe Marketo", "mktoresp.com marketo.com mktoweb.com"],
  ["AdRoll", "adroll.com"],
  ["Amazon SES", "awstrack.me"],
  ["AWeber", "aweber.com openrate.aweber.com"],
  ["Batch", "batch.com"],
  ["Bananatag", "bl-1.com"],
  ["Bloomreach", "exponea.com"],
  ["Boomerang", "boomeranggmail.com mailstat.us"],
  ["Braze", "braze.com appboy.com braze.eu"],
  [
    "Brevo",
    "sendinblue.com sendibm1.com sendibm2.com sendibm3.com sendibt1.com sendibt2.com sendibt3.com sendibw1.com brevo.com",
  ],
  ["Cakemail", "cakemail.com"],
  [
    "Campaign Monitor",
    "createsend.com createsend1.com createsend2.com createsend3.com createsend4.com createsend5.com cmail19.com cmail20.com cmail1.com cmail2.com",
  ],
  ["Cirrus Insight", "cirrusinsight.com tracking.cirrusinsight.com"],
  ["CleverReach", "cleverreach.com crsend.com"],
  ["Close", "close.com close.io"],
  ["Constant Contact", "constantcontact.com rs6.net"],
  ["ContactMonkey", "contactmonkey.com"],
  ["Copper", "prosperworks.com copper.com"],
  ["Cordial", "cordial.com cordial.io"],
  ["Criteo", "criteo.com criteo.net emailretargeting.com"],
  ["Customer.io", "customeriomail.com customer.io"],
  ["dotdigital", "dotmailer.com dotdigital-email.com trackedlink.net"],
  ["DoubleClick", "doubleclick.net 2mdn.net"],
  ["Drip", "getdrip.com dripemail2.com"],
  ["EmailOctopus", "emailoctopus.com eomail1.com eomail5.com"],
  ["Emarsys", "emarsys.net emarsys.com"],
  ["Epsilon", "epsilon.com bfi0.com"],
  ["Eulerian", "eulerian.net eulerian.com"],
  ["Evidon", "evidon.com"],
  ["Facebook", "facebook.com facebookmail.com"],
  ["FreshMail", "freshmail.com freshmail.pl"],
  ["Front", "frontapp.com"],
  ["GetResponse", "getresponse.com gr-mail.com getresponse360.com"],
  ["GMass", "gmass.co gmail-mail-merge.com"],
  ["Google Analytics", "google-analytics.com googletagmanager.com googleadservices.com googlesyndication.com"],
  [
    "HubSpot",
    "hubspot.com hubspotemail.net hubspotlinks.com hs-sites.com hsforms.com hubapi.com t.hubspotfree.net hubspotfree.net hubspotstarter.net",
  ],
  ["Infusionsoft", "infusionsoft.com infusionsoft.app keap.app"],
  ["Intercom", "intercom-mail.com intercom.io intercom-clicks.com"],
  ["Inxmail", "inxmail.com inxserver.com"],
  ["Iterable", "iterable.com"],
  ["Kit", "convertkit-mail.com convertkit-mail2.com convertkit-mail3.com convertkit-mail4.com convertkit.com"],
  ["Klaviyo", "klaviyo.com klaviyomail.com klclick.com klclick1.com"],
  ["Lemlist", "lemlist.com lemtrack.com"],
  ["LinkedIn", "ads.linkedin.com px.ads.linkedin.com"],
  ["Listrak", "listrakbi.com listrak.com"],
  ["Litmus", "emltrk.com litmus.com"],
  ["LiveIntent", "liadm.com liveintent.com"],
  ["Loops", "loops.so"],
  ["Mailchimp", "list-manage.com list-manage1.com list-manage2.com mailchimp.com mailchi.mp campaign-archive.com"],
  ["Mailchimp Transactional", "mandrillapp.com"],
  ["MailerLite", "mailerlite.com mlsend.com mlsend2.com mlsend3.com mlsnd.com mailerlite.io"],
  ["Mailgun", "mailgun.org mailgun.net mailgun.com"],
  ["Mailjet", "mjt.lu mailjet.com"],
  ["Mailspring", "getmailspring.com"],
  ["Mailtrack", "mailtrack.io mltrk.io"],
  ["Mapp", "ecm-mapp.com mapp.com"],
  ["Microsoft Dynamics", "svc.dynamics.com mkt.dynamics.com customervoice.microsoft.com"],
  ["Mixmax", "mixmax.com"],
  ["Mixpanel", "mixpanel.com"],
  ["Movable Ink", "movable-ink-7158.com micpn.com movableink.com"],
  ["NewsletterToGo", "newsletter2go.com newsletter2go.de"],
  ["Omnisend", "omnisend.com omnisrc.com soundestlink.com"],
  ["OneSignal", "onesignal.com os.tc"],
  ["Optimove", "optimove.net optimove.com"],
  ["Oracle Eloqua", "eloqua.com en25.com"],
  ["Oracle Responsys", "responsys.net rsys2.net rsys5.net"],
  ["Outreach", "outreach.io api.outreach.io getoutreach.com"],
  ["Pardot", "pardot.com pi.pardot.com"],
  ["Persado", "persado.com"],
  ["Pipedrive", "pipedrive.com pipedriveemail.com"],
  ["Polymail", "polymail.io"],
  ["Postmark", "pstmrk.it"],
  ["Return Path", "returnpath.net senderscore.net"],
  ["Reply.io", "reply.io"],
  ["Salesforce", "exct.net exacttarget.com salesforceiq.com sfmc-content.com"],
  ["SalesLoft", "salesloft.com salesloftlinks.com"],
  ["Sarbacane", "sarbacane.com sbcsocial.com sbc08.com sbc28.com sbc32.com sbc33.com sbc36.com"],
  ["Selligent", "slgnt.eu slgnt.us emsecure.net"],
  ["Sendcloud", "sendcloud.net sendcloud.org"],
  ["SendGrid", "sendgrid.net sendgrid.com ct.sendgrid.net"],
  ["SendPulse", "sendpulse.com stat-pulse.com"],
  ["Sendy", "sendy.co"],
  [
    "Sidekick",
    "getsidekick.com t.sidekickopen.com sidekickopen01.com sidekickopen02.com sidekickopen03.com sidekickopen45.com",
  ],
  ["SparkPost", "sparkpostmail.com sparkpostmail1.com spgo.io sparkpost.com"],
  ["Splio", "splio.com splio-ged.com"],
  ["Streak", "streak.com mailfoogae.appspot.com"],
  ["Substack", "email.substack.com"],
  ["Superhuman", "superhuman.com r.superhuman.com"],
  ["Tinyletter", "tinyletterapp.com"],
  ["Twilio Segment", "segment.io segment.com"],
  ["Vero", "getvero.com"],
  ["Vocus", "vocus.io"],
  ["WooCommerce AutomateWoo", "automatewoo.com"],
  ["Woopra", "woopra.com"],
  ["X", "t.co analytics.twitter.com ads-twitter.com"],
  ["Yesware", "yesware.com t.yesware.com yeswaremail.com"],
  ["Yahoo Gemini", "sp.analytics.yahoo.com"],
  ["Zendesk Sell", "futuresimple.com"],
  ["Zoho Campaigns", "zcsend.net zoho-campaigns.com campaigns.zoho.com maillist-manage.com maillist-manage.eu zcmp.eu"],
];

const BY_HOST = new Map(COMPANIES.flatMap(([name, hosts]) => hosts.split(" ").map((host) => [host, name] as const)));

/** Hosts of theirs that hold the pictures of newsletters: shown once the user allows it, like anybody's. */
const PICTURE_HOSTS = new Set(
  (
    "files.constantcontact.com imgssl.constantcontact.com img.constantcontact.com cdn-images.mailchimp.com " +
    "multimedia.getresponse.com static.hubspot.com cdn2.hubspot.net i1.createsend1.com i2.createsend1.com i3.createsend1.com " +
    "i4.createsend1.com i5.createsend1.com i6.createsend1.com i7.createsend1.com i8.createsend1.com i9.createsend1.com " +
    "i10.createsend1.com marketing-image-production.s3.amazonaws.com static.intercomassets.com downloads.intercomcdn.com " +
    "scontent.xx.fbcdn.net image.exct.net image.s4.exct.net image.s7.exct.net image.s10.exct.net image.s11.sfmc-content.com"
  ).split(" "),
);

/** Name of the company, when this host is known to track. */
export function trackerOf(host: string): string | undefined {
  const plain = host.toLowerCase().replace(/\.$/, "");
  if (PICTURE_HOSTS.has(plain)) return undefined;
  const labels = plain.split(".").slice(-6);
  for (let n = 0; n < labels.length - 1; n++) {
    const name = BY_HOST.get(labels.slice(n).join("."));
    if (name) return name;
  }
  return undefined;
}
