// The words in which dates are written: months, week days, zones and filler, folded (lower case, no accents).
// Tables only; reading them is dates.ts. Sources: Unicode CLDR 46 month and day names, RFC 822 section 5 and RFC 5322
// section 4.3 for zones, the IANA time zone database for the rest.

const MONTHS: Record<string, string> = {
  // twelve columns; "/" separates the forms of one month
  en: 'january/jan february/feb/febr march/mar april/apr may june/jun july/jul august/aug september/sep/sept october/oct november/nov december/dec',
  fr: 'janvier/janv fevrier/fevr/fev mars avril/avr mai juin juillet/juil aout/aou septembre/sept octobre novembre decembre/dec',
  de: 'januar/janner/jan februar/feber marz/mrz/maerz april mai juni juli august september oktober/okt november dezember/dez',
  es: 'enero/ene febrero marzo abril/abr mayo junio julio agosto/ago septiembre/setiembre/set octubre noviembre diciembre/dic',
  it: 'gennaio/gen febbraio marzo aprile maggio/mag giugno/giu luglio/lug agosto settembre ottobre/ott novembre dicembre',
  pt: 'janeiro fevereiro/fev marco abril maio junho julho agosto setembro outubro/out novembro dezembro/dez',
  nl: 'januari februari maart/mrt april mei juni juli augustus september oktober november december',
  sv: 'januari februari mars april maj juni juli augusti september oktober november december',
  da: 'januar februar marts april maj juni juli august september oktober november december/des/desember',
  fi: 'tammikuuta/tammikuu helmikuuta/helmikuu maaliskuuta/maaliskuu huhtikuuta/huhtikuu toukokuuta/toukokuu kesakuuta/kesakuu heinakuuta/heinakuu elokuuta/elokuu syyskuuta/syyskuu lokakuuta/lokakuu marraskuuta/marraskuu joulukuuta/joulukuu',
  pl: 'stycznia/styczen/sty lutego/luty/lut marca/marzec kwietnia/kwiecien/kwi maja/maj czerwca/czerwiec/cze lipca/lipiec/lip sierpnia/sierpien/sie wrzesnia/wrzesien/wrz pazdziernika/pazdziernik/paz listopada/listopad/lis grudnia/grudzien/gru',
  cs: 'ledna/leden unora/unor brezna/brezen dubna/duben kvetna/kveten cervna/cerven cervence/cervenec srpna/srpen zari rijna/rijen listopadu prosince/prosinec',
  hu: 'januar/januari februar/februari marcius/marciusi/marc aprilis/aprilisi/apr majus/majusi/maj junius/juniusi/jun julius/juliusi/jul augusztus/aug szeptember/szept oktober/okt november december',
  ro: 'ianuarie/ian februarie martie aprilie mai iunie/iun iulie/iul august septembrie octombrie noiembrie/noi decembrie',
  tr: 'ocak/oca subat/sub mart nisan/nis mayis haziran/haz temmuz/tem agustos/agu eylul/eyl ekim/eki kasim/kas aralik/ara',
  id: 'januari februari maret april mei juni juli agustus september oktober/okt november desember/des',
  ru: 'января/январь/янв февраля/февраль/фев/февр марта/март/мар апреля/апрель/апр мая/маи/май июня/июнь/июн июля/июль/июл августа/август/авг сентября/сентябрь/сен/сент октября/октябрь/окт ноября/ноябрь/ноя/нояб декабря/декабрь/дек',
  uk: 'січня/січень лютого/лютии березня/березень квітня/квітень травня/травень червня/червень липня/липень серпня/серпень вересня/вересень жовтня/жовтень листопада/листопад грудня/грудень',
  el: 'ιανουαριου/ιανουαριος/ιαν φεβρουαριου/φεβρουαριος/φεβ μαρτιου/μαρτιος/μαρ απριλιου/απριλιος/απρ μαιου/μαιος/μαι ιουνιου/ιουνιος/ιουν/ιον ιουλιου/ιουλιος/ιουλ/ιολ αυγουστου/αυγουστος/αυγ σεπτεμβριου/σεπτεμβριος/σεπ οκτωβριου/οκτωβριος/οκτ νοεμβριου/νοεμβριος/νοε δεκεμβριου/δεκεμβριος/δεκ',
}

/** Folded month name -> 1..12. */
export const MONTH_BY_NAME: ReadonlyMap<string, number> = new Map(
  Object.values(MONTHS).flatMap((line) =>
    line.split(' ').flatMap((forms, i) => forms.split('/').map((form): [string, number] => [form, i + 1])),
  ),
)

const WEEKDAYS = [
  'sunday sun dimanche dim sonntag so domingo dom domenica zondag zo sondag son niedziela nedele vasarnap duminica pazar minggu воскресенье вс неділя κυριακη κυρ',
  'monday mon lundi lun montag mo lunes lunedi segunda maandag ma mandag man poniedzialek pondeli hetfo luni pazartesi senin понедельник пн понеділок δευτερα δευ',
  'tuesday tue tues mardi mar dienstag di martes martedi terca dinsdag tisdag tirsdag tis tir wtorek utery kedd marti sali selasa вторник вт вівторок τριτη τρι',
  'wednesday wed mercredi mer mittwoch mi miercoles mie mercoledi quarta woensdag wo onsdag ons sroda streda szerda miercuri carsamba rabu среда ср середа τεταρτη τετ',
  'thursday thu thur thurs jeudi jeu donnerstag do jueves jue giovedi gio quinta donderdag torsdag tor tors czwartek ctvrtek csutortok joi persembe kamis четверг чт четвер πεμπτη πεμ',
  'friday fri vendredi ven freitag fr viernes vie venerdi sexta vrijdag vr fredag fre piatek patek pentek vineri cuma jumat пятница пт пятниця παρασκευη παρ',
  'saturday sat samedi sam samstag sa sonnabend sabado sab sabato zaterdag za lordag lor sobota szombat sambata cumartesi sabtu суббота сб субота σαββατο σαβ',
]

/** Folded name of a day of the week -> 0 (Sunday) .. 6. */
export const WEEKDAY_BY_NAME: ReadonlyMap<string, number> = new Map(
  WEEKDAYS.flatMap((line, i) => line.split(' ').map((name): [string, number] => [name, i])),
)

/** Words that may stand around a date without changing it: "le 8 mai 2025 a 14h30", "Updated on ...". */
export const FILLER: ReadonlySet<string> = new Set(
  (
    'the of on at in and a an to as by t date dated time last first originally ' +
    'published publication updated update posted created modified issued released revised online accepted received ' +
    'le la les du d de publie mis jour maj heures heure h ' +
    'der die das den dem am um vom im uhr veroffentlicht aktualisiert stand erstellt ' +
    'el del los las publicado actualizado fecha hora horas hs hrs hr ' +
    'il lo alle ore pubblicato aggiornato as s do da dia feira op om kl klo kello i o og och w dnia godz ' +
    'г года году в ч мин опубликовано обновлено στις'
  ).split(' '),
)

/** Zone name -> minutes east of UTC, or an IANA name where daylight saving decides ("ET"). */
export const ZONES: ReadonlyMap<string, number | string> = new Map<string, number | string>([
  ...['ut', 'utc', 'gmt', 'z', 'wet', 'zulu'].map((name): [string, number] => [name, 0]),
  // RFC 822's North American names; "ET" and its kin follow the season
  ...minutes(
    'est -5 edt -4 cst -6 cdt -5 mst -7 mdt -6 pst -8 pdt -7 ast -4 adt -3 akst -9 akdt -8 hst -10 nst -3.5 ndt -2.5',
  ),
  ['et', 'America/New_York'],
  ['ct', 'America/Chicago'],
  ['mt', 'America/Denver'],
  ['pt', 'America/Los_Angeles'],
  ['at', 'America/Halifax'],
  // RFC 822's military letters that are not also words; the others are read as filler or refused
  ...minutes('n 1 m -12 y 12'),
  ...minutes(
    'bst 1 west 1 cet 1 cest 2 mez 1 mesz 2 met 1 mest 2 eet 2 eest 3 msk 3 trt 3 sast 2 eat 3 cat 2 wat 1',
  ),
  ...minutes('gst 4 pkt 5 ist 5.5 npt 5.75 ict 7 wib 7 hkt 8 sgt 8 myt 8 pht 8 awst 8 jst 9 kst 9'),
  ...minutes('acst 9.5 acdt 10.5 aest 10 aedt 11 nzst 12 nzdt 13 brt -3 art -3 clt -4 cot -5 pet -5'),
])

/** Languages whose writers nearly all live in one zone: a time without a zone is theirs. Others are read as UTC. */
export const HOME_ZONE_MINUTES: Readonly<Record<string, number>> = {
  zh: 480,
  ja: 540,
  ko: 540,
  vi: 420,
  th: 420,
}

function minutes(list: string): [string, number][] {
  const words = list.split(' ')
  return words.flatMap((word, i) =>
    i % 2 === 0 ? [[word, Number(words[i + 1]) * 60] as [string, number]] : [],
  )
}
