// biome-ignore-all format: because a rule is one line, so that kinds and patterns compare down the column
import { lazily } from '../text/lazily.ts';
import { ID_KIND, TIME_KIND, TYPE_KIND, USER_KIND } from './name-kinds.ts';
import { anyOf, type NamePattern, pattern, wordPairs, words } from './word-patterns.ts';

/**
 * What keys are called that hold a user, a time, a type or an id: the rules of names and values of spec section 13, as
 * data, each with its reason. Nothing else in the program knows such names.
 *
 * A name is compared in lower case and without `_`, `-` and all else that is no letter or digit, `user_id` as `userid`. A
 * pattern is compared with the last part of a path, and with its parent and the last part as one word: `user.id` is a
 * `userid` too.
 */
export interface NameRule extends NameConditions {
  /** The lower the better: see name-kinds.ts. */
  readonly kind: number;
  /** Within the kind, 0 if not given; steps of several leave room for rules between. */
  readonly tier?: number;
  readonly name: NamePattern;
  /** If given, the parent of the key must be called so; '' is the record itself. */
  readonly parent?: NamePattern;
  /** Whether only the last part counts: parts of words are found in any two names. */
  readonly isAlone?: true;
  readonly why: string;
}

/** What a file must hold so that a rule counts for a key with a fitting name. */
export interface NameConditions {
  /** If given, values must look so: `from` may be who sends, or the state before. */
  readonly values?: RegExp;
  /** If given, a key called so must be there too: it says in what sense the name is meant. */
  readonly beside?: NamePattern;
  /** Whether values must repeat: one that differs in each record is the id of the record, or its title. */
  readonly repeats?: true;
  /** Whether each value must be there in two records on average. */
  readonly recurs?: true;
  /** Whether values must be texts: numbers under such a name say how many. */
  readonly isText?: true;
  /**
   * Whether all users of a program may share its value, as an account. If it is the same in all records, a key of people
   * that varies is the user instead.
   */
  readonly mayBeShared?: true;
}

/** People and those who act for them, as one word in other patterns. */
const PERSON =
  'user|usr|userinfo|userdata|userdetails|customerinfo|customerdata|enduser|appuser|actor|principal|subject|identity|useridentity|account|acct|member|customer|cust|person|people|profile|player|gamer|student|learner|teacher|instructor|patient|employee|emp|staff|worker|subscriber|contact|consumer|shopper|buyer|sender|author|creator|owner|reviewer|commenter|poster|initiator|requester|requestor|caller|operator|driver|rider|passenger|reader|viewer|listener|follower|voter|participant|attendee|applicant|citizen|respondent|contributor|editor|committer|submitter|updater|uploader|assignee|holder|cardholder|accountholder|who|athlete|runner|coach|trainee|pupil|traveler|traveller|courier|cashier|technician|clinician|nurse|resident|performer|signer|trader|bidder|payer|executor|approver|requestedfor|lead|prospect|patron|borrower|donor|causer|personnel';

/** Those that name a person even without a word for an id after them. */
const ACTOR =
  'actor|principal|account|member|customer|person|player|student|learner|patient|employee|subscriber|author|creator|sender|owner|reviewer|commenter|poster|initiator|performer|requester|requestor|caller|driver|rider|passenger|viewer|voter|participant|contributor|committer|submitter|editor|buyer|cardholder|accountholder|who|athlete|respondent|courier|signer|trader|bidder|payer|wallet';

const AT_THE_TOP = /^$/;

/** No value that says how something is, where or when: `from` and `to` are the two sides of a change too. */
const NO_STATE = /^(?!(?:up|down|on|off|open(?:ed)?|closed?|new|old|active|inactive|enabled|disabled|true|false|todo|done|draft|pending|started|stopped|running|idle|busy|online|offline|in[ _-]?progress|resolved|failed|success|ok|error|none|unknown)$|https?:|\/|\d{1,4}[-/.](?:\d{1,2}|[a-z]{3})[-/.]\d)/i;

/** Names of objects that only wrap the values of an event. */
const WRAPPER: NamePattern = anyOf(
  words(
    '|event|evt|events|data|payload|body|properties|props|params|attributes|attrs|fields|context|ctx|meta|metadata|header|headers|message|msg|log|record|document|source|json|jsonpayload|value|detail|details|keen|after|before|fulldocument|newimage|content|request|req|info|extra|eventdata|eventproperties|eventparams|edata',
  ),
  /(?:payload|record|logevent|logentry|contextdata)$/,
);

/**
 * The first rule that a name follows counts, so a narrower rule comes before a wider one. Made when a plan is first looked
 * for: V8 takes 2 ms for all patterns, and a file with the standard keys needs none.
 */
export const userRules = lazily((): readonly NameRule[] => [
  { kind: USER_KIND.NAME, tier: 8, name: /(?:user|login|member|account|email|name)/, parent: /^(?:request|response)(?:param(?:eter)?s|elements)$/, why: 'whom a request is about, not who sends it: Databricks, CloudTrail' },
  { kind: USER_KIND.ID, name: /^userid$/, why: 'the name that most event files use' },
  { kind: USER_KIND.ID, name: /^(?:app|external|internal|site|global|current|unique|canonical|enduser|loggedin|crm|my)?user(?:id|uuid|guid|uid|key|no|num|number|pk|ref|hash|identifier|sub|oid|idstr)s?$/, why: 'a user id with a word before it or another word for id' },
  { kind: USER_KIND.ID, name: /^distinctid$/, why: 'Mixpanel and PostHog call the user so' },
  { kind: USER_KIND.ID, tier: 2, name: /^useraccount$|^(?:user|usr)?(?:login|loginid|loginname|logonname|logon)$/, parent: anyOf(words(PERSON), WRAPPER), why: 'a login names a person; below a repository or an organisation it is not that of who acts' },
  { kind: USER_KIND.ID, tier: 2, name: /^(?:id|cod|codigo|num|numero)?(?:usuario|utilisateur|benutzer|nutzer|utente|gebruiker|kunden?|mitarbeiter|cliente|klant|medewerker|emplead[oa]|employe|salarie|dipendente|funcionario|alumno|aluno|etudiant|schuler|schueler|uzytkownik|klient|anvandare|bruger|bruker|kayttaja|kullanici|pengguna)(?:id|name|naam|nr|nummer|kennung|code)?$|^iduser$/, why: 'a user, a customer or an employee in other languages' },
  { kind: USER_KIND.ID, tier: 2, name: pattern('^(?:id)?(?:имя)?(?:пользовател[ья]|користувача?|логин|логін|клиент|клієнт|сотрудник|用户|用戶|使用者|会员|會員|客户|账号|帐号|ユーザー?|会員|利用者|社員|사용자|회원|고객)(?:id|名|名称|编号|番号|号|아이디|번호)?$'), why: 'the same in other scripts' },
  { kind: USER_KIND.ID, tier: 2, name: pattern('^(?:id)?(?:uzivatel|pouzivatel|felhasznalo|utilizator|korisnik|nguoidung|taikhoan|χρηστησ?ς?|(?:שם)?משתמש|(?:اسم)?(?:ال)?مستخدم|(?:نام)?کاربری?|(?:ชอ)?ผใช)(?:id|nev|ul|nik)?$'), why: 'the same in more languages, without the marks that letters have' },
  { kind: USER_KIND.ID, tier: 2, name: /^originaluser$|^auid$/, why: 'audit logs of Linux: who logged in; `user` and `uid` beside it are whom the program ran as' },
  { kind: USER_KIND.ID, tier: 2, name: /^username$/, why: 'a login in most programs' },
  { kind: USER_KIND.ID, tier: 4, name: /^(?:netid|gamertag|identifiant)$/, repeats: true, why: 'a login at a university, of a player, in French' },
  { kind: USER_KIND.ID, tier: 1, name: /^(?:acting|performing|initiating|executing|requesting|calling)(?:user|member|account)?(?:id|name)?$/, why: 'who acts, beside the one it is done to: Bitwarden' },
  { kind: USER_KIND.ID, tier: 1, name: /^actor$/, why: 'who acts; a `user` beside it is whom it is done to' },
  { kind: USER_KIND.ID, tier: 2, name: /^(?:user|usr|remoteuser|authuser|authenticateduser)$/, why: 'a user without saying by what' },
  { kind: USER_KIND.ID, tier: 4, name: wordPairs(PERSON, 'login|username'), why: 'who acts, by login: GitHub, GitLab' },
  { kind: USER_KIND.ID, tier: 4, name: /^identity$/, parent: WRAPPER, why: 'who a visitor said to be: Heap' },
  { kind: USER_KIND.ID, tier: 6, name: /^orgresource$/, why: 'who did it: XES, the logs of workflows' },
  { kind: USER_KIND.ID, tier: 4, name: /^displaylogin$/, parent: words(PERSON), why: 'a login, in its shown spelling' },
  { kind: USER_KIND.ID, tier: 4, name: /^(?:uid|useridx|usernum|sub|upn|userprincipalname|samaccountname|puid)$/, why: 'user ids of directories, tokens and databases' },
  { kind: USER_KIND.ID, tier: 4, name: /^oid$/, parent: anyOf(words(PERSON), words('claims|token'), WRAPPER), why: 'who has a token; elsewhere it may be an organisation' },
  { kind: USER_KIND.ID, tier: 5, name: wordPairs('actor', 'id|uuid|guid|uid'), why: 'who acts, before whoever made or owns what it is done to: Linear' },
  { kind: USER_KIND.ID, tier: 6, mayBeShared: true, name: wordPairs('account|acct|owner|creator|createdby', 'id|gid|uuid|guid|uid|key'), why: 'an account may be of a company, and what is written may be written by one for all' },
  { kind: USER_KIND.ID, tier: 6, name: wordPairs(PERSON, 'id|uuid|guid|uid|externalid|internalid|key|no|nr|nbr|num|number|sk|ref|code|identifier|pk|hash|idstr|phid|steamid|discordid|telegramid|twitterid|slackid|googleid|githubid'), why: 'the id of who acts: customer_id, actor.id, author.id. `client.id` is rather a device: see below' },
  { kind: USER_KIND.ID, tier: 6, name: /^(?:steam|steam64|xbox|psn|epic|discord|telegram|tg|twitch|twitter|slack|facebook|fb|google|apple|line|wechat|firebase|cognito|auth0|okta|github|gitlab|azuread|aad)(?:user)?id(?:number)?$|^(?:xuid|openid|unionid|puuid)$/, parent: anyOf(words(PERSON), WRAPPER), why: 'the account at a platform' },
  { kind: USER_KIND.ID, tier: 8, name: /^(?:user|signer|trader|owner|payer)?wallet(?:id|address|pubkey)?$|^(?:owner|signer)address$/, why: 'who signs, on a chain of blocks' },
  { kind: USER_KIND.ID, tier: 6, name: /^(?:master|title)playeraccount(?:id)?$|^accessorid$|^msno$/, why: 'PlayFab; Terraform; the members of KKBox' },
  { kind: USER_KIND.ID, tier: 9, name: /^(?:name|upn|nameidentifier|objectidentifier|emailaddress|uniquename)$/, parent: words('claims'), why: 'who has a token: Azure, beside `caller`' },
  { kind: USER_KIND.ID, tier: 6, name: /^key$/, parent: words('context'), beside: words('kind'), why: 'for whom a flag was looked up: LaunchDarkly' },
  { kind: USER_KIND.ID, tier: 6, name: /^id$/, parent: words('data|object|item|record|payload'), values: /^(?:user|usr|cus|customer|contact|member|person)[_:|-]\w/i, why: 'an id whose first word says that it is of a person: the webhooks of Clerk' },
  { kind: USER_KIND.ID, tier: 6, name: /^(?:resource|resourcename)$/, repeats: true, values: /^[^/]+$/, beside: words('case|caseid|casekey|casename|caseconceptname|ocelactivity|ocelomap|qualifier|relationships'), why: 'who did it in the logs of workflows (OCEL, BPI); elsewhere it is what it was done to' },
  { kind: USER_KIND.ID, tier: 10, name: /^(?:from|source|sender)(?:uuid|number|phone|phonenumber|jid)$/, parent: WRAPPER, why: 'who sends a message, by number' },
  { kind: USER_KIND.ID, tier: 8, name: /^(?:konto|auftragskonto|compte|cuenta|conto)(?:id|nr|nummer)?$/, why: 'an account in other languages: statements of banks' },
  { kind: USER_KIND.ID, tier: 8, mayBeShared: true, name: words('account|owner|creator|createdby'), why: 'the same without saying by what' },
  { kind: USER_KIND.ID, tier: 8, name: /^(?:did|pubkey|publickey)$/, parent: AT_THE_TOP, why: 'keys in place of people: Bluesky, Nostr' },
  { kind: USER_KIND.ID, tier: 11, name: /^(?:assignee|assignedto|operator|technician|executor|approver|responsible|handler|worker|nurse|cashier|clerk|salesperson|salesrep|inspector|reporter|candidate|donor|licensee)$/, values: /^(?!.*(?:Operator|Sensor)$)/, why: 'who works on it, or for whom work is done; the operators of Airflow are programs' },
  { kind: USER_KIND.ID, tier: 8, name: /^(?:patient)?(?:mrn|medicalrecordn(?:o|umber))$|^(?:nhs|ssn|socialsecurity|nationalid|passport|pesel|cpf|dni|nif|codicefiscale|matricul[ae]|numerodeclient|numeroclient)(?:no|number|nr|num)?$/, why: 'numbers that states, clinics, schools and shops give to people' },
  { kind: USER_KIND.ID, tier: 8, name: /^(?:policy|reservation|card|account|ticket|licen[cs]e|permit|badge|lease|loan)holder(?:id|name|no|number)?$/, why: 'whom a card or a policy is made out to' },
  { kind: USER_KIND.ID, tier: 16, name: /^(?:sold|bill|ship)to(?:customer|party|account)?(?:id|no|number|code|name)?$/, why: 'the customer in invoices' },
  { kind: USER_KIND.ID, tier: 8, name: words(ACTOR), why: 'who acts, by a name of its own: actor, author, customer' },
  { kind: USER_KIND.ID, tier: 8, name: /^(?:performed|created|initiated|done|modified|triggered|requested|submitted|sent)?by(?:id|gid|uid|uuid|user|userid)?$|^whodunnit$/, why: 'by whom: Hacker News, audit logs, PaperTrail' },
  { kind: USER_KIND.ID, tier: 9, name: /^(?:started|opened|updated|changed|edited|uploaded|added|published|approved|executed|invoked|posted|reported|entered|recorded|registered)by(?:id|gid|uid|uuid|name|user|userid|email|login)?$/, why: 'by whom, of one part of what was done' },
  { kind: USER_KIND.ID, tier: 10, name: /^(?:from|src|source|acting|sending|subject|trigger)(?:user|account|player|member|peer)?id$|^(?:from|src|source|acting|sending|subject|trigger)(?:user|player|member|peer)$/, parent: WRAPPER, why: 'who sends; the other side does not act' },
  { kind: USER_KIND.ID, tier: 10, name: /^(?:from|acting|sending)(?:user|account)?(?:name)?$|^(?:src|source|subject)(?:user|account)(?:name)?$/, parent: WRAPPER, values: NO_STATE, why: 'who sends, by name; `source` and `subject` alone are programs and things: CloudEvents' },
  { kind: USER_KIND.ID, tier: 8, name: /^(?:sessionserver|server)principal(?:name|id)$|^developeridentity$/, why: 'who is logged in at SQL Server; whom an app knows: Branch' },
  { kind: USER_KIND.ID, tier: 10, name: /^(?:gaia|chat)id$/, parent: words('senderid'), why: 'who sends, as an object of several ids: Hangouts' },
  { kind: USER_KIND.ID, tier: 10, name: /^(?:from|src)(?:id|userid|username|login)$/, parent: words('from|src'), why: 'the same as an object of its own: Telegram' },
  { kind: USER_KIND.ID, tier: 18, name: /^(?:to|target|dest|destination|affected|impacted|recipient)(?:user|account|member)(?:id|uuid|guid|uid|key|login|username)$/, why: 'whom it is done to, as an object of its own; for want of another it is of them: 1Password' },
  { kind: USER_KIND.ID, tier: 12, name: /^(?!(?:sort|order|group|limit|filter|follow|block|suppli|fulfill|power|back)ed)[a-z]+(?:ed|en)by(?:id|gid|uid|uuid|name|user|userid|email|login)?$/, why: 'by whom, whatever was done; but not by what it is sorted' },
  { kind: USER_KIND.ID, tier: 12, name: /.user(?:id|uuid|guid|uid|login|username)$/, why: 'a user as an object of its own, with a word before it: `currentUser.id`' },
  { kind: USER_KIND.ID, tier: 12, isAlone: true, name: /(?:user(?:id|uuid|guid|uid|name|login|key)|memberid|customerid|accountid|playerid|profileid|personid|employeeid|studentid)$|^.+user$/, why: 'a user with more words before it; anyone may be meant' },
  { kind: USER_KIND.ID, tier: 12, repeats: true, name: wordPairs('user|shopper|customer|buyer|client|member|account|subscriber|patient|subject|consumer|payer', 'reference'), why: 'a shop\'s own word for its customer (Adyen), a patient (FHIR); one that differs in each record is that of a payment' },
  { kind: USER_KIND.ID, tier: 14, isText: true, name: /^(?:users|usernames|members|players|customers)$/, why: 'a column of one user a row, under a title in the plural: QNAP' },
  { kind: USER_KIND.ID, tier: 14, name: /^(?:character|toon|summoner|pilot)(?:id|guid|uuid|name)$/, why: 'whom a person plays: EVE, World of Warcraft' },
  { kind: USER_KIND.ID, tier: 18, name: /^(?:to|recipient|receiver)(?:user|account)?(?:id|name)?$|^(?:dest|destination|target)(?:user|account)(?:id|name)?$/, parent: WRAPPER, values: NO_STATE, why: 'the other side, only if no other person is named; a destination alone is a place' },

  { kind: USER_KIND.ID, tier: 19, repeats: true, name: /^subject$/, parent: WRAPPER, values: /^[\w.@|+-]{1,64}$/, beside: words('action|act|object|obj|resource|experiment|experimentid|featureflag|flag|permission|decision'), why: 'who does it to an object, or is in an experiment; alone it is what a mail or an event is about' },

  { kind: USER_KIND.NAME, name: wordPairs(PERSON, 'email|emailaddress|mail|mailaddress|mbox|primaryemail'), why: 'an e-mail address names a person, though it changes' },
  { kind: USER_KIND.NAME, name: words('email|emailaddress|mail|mailaddress|mbox|primaryemail'), parent: anyOf(words(PERSON), WRAPPER, words('order|payment|invoice|charge|checkout|booking|billing|billingdetails|billingaddress|subscription|transaction|ticket|entity')), why: 'without saying whose; what is bought is bought by who has it; xAPI has that of the program that vouches below `authority`' },
  { kind: USER_KIND.NAME, tier: 2, name: wordPairs(PERSON, 'name|fullname|displayname|nickname|nick|screenname|alternateid|arn|handle|mboxsha1sum'), why: 'a name, which people share and change' },
  { kind: USER_KIND.NAME, tier: 4, name: /^(?:screenname|fullname|displayname|nickname|nick|handle|customername|guestname|realname)$/, why: 'a name without saying whose' },
  { kind: USER_KIND.NAME, tier: 6, isAlone: true, name: /.email(?:address)?$/, why: 'an e-mail address of a person' },
  { kind: USER_KIND.NAME, tier: 6, name: /^(?:recipient|rcptto|msisdn|phone|phonenumber|mobile)$/, why: 'whom a message or a call reaches' },

  { kind: USER_KIND.ANONYMOUS, name: /^(?:anonymous|anon|(?:full)?visitor|identify|guest|cookie|pseudo|userpseudo|unknownuser)(?:user)?(?:id|uid|uuid|key|hash)?$/, why: 'who has not logged in' },
  { kind: USER_KIND.ANONYMOUS, tier: 1, name: /^visitor[a-z]+id$/, why: 'the same with a word between: Parse.ly' },
  { kind: USER_KIND.ANONYMOUS, name: /^(?:domainuserid|networkuserid|amplitudeid|visid|mcvisid|ecid|clientuserid|trackingid|fpid|muid|mcidid|ecidid)$/, why: 'cookies of Snowplow, Amplitude and Adobe' },
  { kind: USER_KIND.ANONYMOUS, name: /^(?:appsflyer|adjust|singular|kochava|tenjin|leanplum|onesignal|moengage|clevertap|mparticle|gaclient)id$|^mpid$/, why: 'installs of an app, as those who measure advertising and those who send messages count them' },
  { kind: USER_KIND.ANONYMOUS, tier: 1, name: /^(?:authenticated)?usertoken$/, why: 'a visitor, as searches are counted (Algolia); it may be that of a login' },
  { kind: USER_KIND.ANONYMOUS, tier: 2, name: /^(?:cc|card|creditcard|debitcard|paymentcard)(?:num|number|no|hash|token)$/, why: 'a card, in place of who pays' },
  { kind: USER_KIND.ANONYMOUS, tier: 2, name: /^(?:device|client|install|installation|instance|appinstance|browser|machine|terminal|handset|phone|mobile|tracker|sensor|vehicle|drone|meter|node|gateway|station|robot|badge|card|tag)(?:id|uuid|guid|uid|key|code|serial|identifier|eui|token|tag|no|nr|num|number|mac)$/, why: 'a device, in place of who holds it' },
  { kind: USER_KIND.ANONYMOUS, tier: 3, name: /^(?:core|taxi|cab|truck|lorry|bus|bike|scooter|boat|vessel|ship|train|aircraft|trailer|camera|beacon|collar|thermostat|locker|asset|thing)(?:id|uuid|guid|uid|code|serial|no|number|identifier|name)$|^(?:tail(?:no|number)|(?:licen[cs]e|number)?plate(?:no|number)?|scooter|rfid(?:tag|code|no)?|computer(?:name)?|workstation(?:name)?)$/, repeats: true, why: 'things that move or watch: taxis, bicycles, cameras' },
  { kind: USER_KIND.ANONYMOUS, tier: 2, name: /^(?:individual|animal|cow|sheep|horse|dog|bird)(?:local)?(?:id|identifier|no|number|tag)$|^(?:hh|household)(?:id|key|no|number)?$/, why: 'an animal that is followed (Movebank), or a household' },
  { kind: USER_KIND.ANONYMOUS, tier: 3, name: /^taglocalid(?:entifier)?$/, why: 'the tag that it wears' },
  { kind: USER_KIND.ANONYMOUS, tier: 2, name: /^(?:idfa|idfv|gaid|adid|gpsadid|imei|udid|mac|macaddress|deveui|fingerprint|serialnumber|clientmac|ieeeaddr|ieeeaddress|mmsi|icao24|vin|imsi|iccid|epc)$/, why: 'ids of devices and vehicles' },
  { kind: USER_KIND.ANONYMOUS, tier: 2, repeats: true, name: /^cid$/, why: 'a client, where it comes again; else it says what a text holds' },
  { kind: USER_KIND.ANONYMOUS, tier: 4, name: /^(?:device|sensor|tracker|vehicle|drone|meter|robot)(?:name)?$/, why: 'a device by its name' },

  { kind: USER_KIND.ANONYMOUS, tier: 6, repeats: true, name: /^sourcename$/, beside: words('sourceversion'), why: 'the device that counted: Apple Health' },
  { kind: USER_KIND.ANONYMOUS, tier: 4, name: /^tid$/, beside: words('lat|latitude'), why: 'who is followed: OwnTracks' },
  { kind: USER_KIND.ANONYMOUS, tier: 8, isAlone: true, name: /.(?:device|installation|machine|vehicle|visitor|client)(?:id|uuid|guid|serial|serialnumber)$/, why: 'a device with more words before it' },
  { kind: USER_KIND.ANONYMOUS, tier: 6, repeats: true, name: /^entityid$/, parent: AT_THE_TOP, why: 'the device, where nothing says who acts: Home Assistant' },
  { kind: USER_KIND.ANONYMOUS, tier: 6, name: /^service(?:account|principal)(?:id|name|email)?$/, why: 'a program that acts with rights of its own' },
  { kind: USER_KIND.ANONYMOUS, tier: 6, name: /^(?:ai|sub)?agent(?:id|name|uuid)?$|^(?:bot|service)(?:id|name)$/, parent: WRAPPER, why: 'a program that acts for a person' },
  { kind: USER_KIND.ANONYMOUS, tier: 6, name: /^agentid$/, parent: /^agent$/, why: 'the same as an object of its own; it is a person in the logs of help desks' },

  { kind: USER_KIND.SESSION, name: /^(?:ga|user|web|visit|browser|client|app|my|php|j)?(?:session|sess)(?:id|uuid|key|token|hash|identifier|no|number)?$/, why: 'one visit: many of them may be one user' },
  { kind: USER_KIND.SESSION, name: /^(?:sid|ssid|domainsessionid|asid|phpsessid|conversationid)$/, why: 'sessions under other names' },
  { kind: USER_KIND.SESSION, tier: 2, name: /^(?:idvisit|visitid|visit)$/, why: 'a visit: where sessions have a name too they last longer (Umami)' },
  { kind: USER_KIND.SESSION, repeats: true, name: /^(?:case|workflow|journey)(?:id|key)?$|^(?:processinstance(?:id|key)|caseconceptname)$/, why: 'the logs of workflows: a case is one run' },

  { kind: USER_KIND.ADDRESS, name: /^(?:x)?(?:client|real|forwarded|visitor|visit|user|actor|caller|customer|requester)(?:ip|ipaddr|ipaddress|ipv4|address|addr)(?:v4|v6)?$/, parent: WRAPPER_OR_NETWORK(), why: 'an address, which many people may share and one may change; these say that it is the one of who asks' },
  { kind: USER_KIND.ADDRESS, name: /^(?:xforwardedfor|remotehost|idorigh|clienthost|callersourceaddress|cip|trueclientip|cfconnectingip|xrealip)$/, why: 'addresses in logs of servers and networks' },
  { kind: USER_KIND.ADDRESS, tier: 2, name: /^(?:remote|src|source|request|peer|orig|from|login)?(?:ip|ipaddr|ipaddress|ipv4|address|addr)(?:v4|v6)?$/, parent: WRAPPER_OR_NETWORK(), why: 'the address that a connection comes from, even if it is a proxy' },
  { kind: USER_KIND.ADDRESS, tier: 4, name: /^(?:host|local|public|device)(?:ip|ipaddr|ipaddress|ipv4|address|addr)(?:v4|v6)?$/, parent: WRAPPER_OR_NETWORK(), why: 'an address of one side' },
  { kind: USER_KIND.ADDRESS, tier: 6, name: /^src$/, parent: WRAPPER, beside: words('dst|dest|destination'), why: 'where a call or a connection comes from' },
  { kind: USER_KIND.ADDRESS, tier: 6, repeats: true, name: /^host$/, parent: AT_THE_TOP, beside: words('bytes|bytessent|responsebytes|responsesize|size|measurement|metric'), why: 'who asks, in the logs of old servers (NASA); what is measured (InfluxDB)' },

  { kind: USER_KIND.ANONYMOUS, tier: 6, recurs: true, isAlone: true, name: /^[a-z]{2,}id$/, parent: AT_THE_TOP, beside: /kwh|meterreading|^(?:energy|consumption)/, why: 'a meter, in place of the household: smart meters' },
  { kind: USER_KIND.THING, recurs: true, name: /^id$/, parent: AT_THE_TOP, why: 'what has several events each: tests of pages, steps that are counted (Fitbit); nothing says of what it is' },
]);

/** Addresses are below these, too. `address` elsewhere is a street. */
function WRAPPER_OR_NETWORK(): NamePattern {
  return anyOf(
    WRAPPER,
    words('client|src|source|transaction|network|connection|http|httprequest|remote|peer|id|identity|proxy|geo|device'),
  );
}

/** Values that say that there is no user; written by servers and exporters. */
export const NO_USER_VALUES: ReadonlySet<string> = new Set([
  ...['-', '--', 'none', 'null', 'nil', 'undefined', 'n/a', 'na', 'nan', '(not set)', '(null)'],
  ...['<null>', '\\n', 'anonymous', 'unknown'],
]);

const TIME_WORD =
  'timestamp|timestamps|tstamp|datetime|time|times|date|ts|dt|at|on|utc|epoch|unixtime|unix|timems|timeutc|timestamputc|timestampms|timens|timeus|tsms|millis|ms|msec|timeinmillis|timemillis|timemicros|timelocal|timeiso|timegmt|dateutc|datelocal|dategmt|unixnano|timeunixnano|moment|dttm|tmstmp|timeseconds|timemilliseconds';
/** Units and forms that may follow a word for a time: `event_timestamp_millis`. */
const TIME_UNIT = '|s|sec|secs|seconds|ms|msec|millis|milliseconds|us|usec|micros|microseconds|ns|nanos|nanoseconds|utc|gmt|iso|unix|epoch|local|z';

/** As userRules. Rules for what is not the event's own time come first, since its words occur in their names too. */
export const timeRules = lazily((): readonly NameRule[] => [
  { kind: TIME_KIND.NO_TIME, isAlone: true, name: pattern('birth|geburt|naissance|nacimiento|nascita|nascimento|生年月日|生日|^dob$|expir|ablauf|gueltig|gultig|vencimiento|scadenza|^exp$|deadline|^due|validuntil|validfrom|validto|^ttl|timezone|tzoffset|duration|latency|elapsed|timeout|uptime|runtime|^lat$|format$|interval|responsetime|^loadtime|waittime'), why: 'no time of an event, whatever the value' },
  { kind: TIME_KIND.RECEIPT, name: /^emittedat$/, parent: words('record|airbyte'), why: 'Airbyte: when a record was read from where it comes' },
  { kind: TIME_KIND.OTHER, name: /^(?:user|traits|account|profile|customer|member|actor|author|owner|org|organization|company|repo|repository|project|product|item|subscription|plan|issue|pullrequest|channel|guild|team|group|page|campaign|file|image|video)(?:created|creation|updated|modified|registered|registration|joined|signup|signedup|pushed|closed|merged|deleted)(?:at|on|date|time|timestamp|ts)?$/, why: 'since when a person or a thing is there, not when the event was' },
  { kind: TIME_KIND.OTHER, isAlone: true, name: /(?:^executiondate|^logicaldate|registered|registration|joined|signup|signedup|hired|firstseen|lastseen|lastlogin|lastvisit|lastactive|lastactivity|previous|prev|next|installed|installtime|installdate|cookie|release|deleted|scheduled|enrolled|enrollment|member since|notbefore|notafter|lastused)/, why: 'a time that the event speaks of' },
  { kind: TIME_KIND.RECEIPT, isAlone: true, name: /(?:receiv|receipt|ingest|^load|loaded|etl|collector|collected|proces|^sent|uploaded|upload|insert|index|sync|export|import|batch|^stored|storedat|server|deliver|arriv|enqueue|queued|persist|dwh|warehouse|airbyte|fivetran|sdc|snapshot|partition|extracted|crawl|scraped|kafka|written|flush|publishtime|fetched|downloaded|approximatearrival)/, why: 'when it was received or moved' },
  { kind: TIME_KIND.END, isAlone: true, name: /(?:updat|modif|chang|ended|^end|endtime|endat|enddate|endts|endtimestamp|complet|finish|clos|stopp|^stop|resolv|^last|mtime|dropoff|checkout|clockout|clockedout|punchout|logout|^to$)/, why: 'when something was over or changed: the event began before' },

  { kind: TIME_KIND.OWN, name: wordPairs('event|eventcreated|eventcreation|eventstart|eventoccurred|eventlocal|eventutc|eventclient|evt|evtcreated|evtcreation|evtstart|evtoccurred|evtlocal|evtutc|evtclient|ev|evcreated|evcreation|evstart|evoccurred|evlocal|evutc|evclient', TIME_WORD, TIME_UNIT), why: "says that it is the event's" },
  { kind: TIME_KIND.OWN, isAlone: true, name: /(?:time|date|timestamp)start(?:ed)?$/, why: 'when it began, beside the day that it is counted to: Oura' },
  { kind: TIME_KIND.OWN, name: words('ets|evts'), why: 'the same, shorter (Sunbird): `@timestamp` beside it is when the log took it' },
  { kind: TIME_KIND.OWN, name: /^(?:timestamp|ts|tst|time|datetime|dttm|tmstmp)$/, why: 'the plain names' },
  { kind: TIME_KIND.OWN, name: /^(?:timestamp|tstamp|ts|time|epoch|unixtime|unixtimestamp|unix)(?:in)?(?:s|sec|secs|seconds|ms|msec|millis|milliseconds|us|usec|micros|microseconds|ns|nanos|nanoseconds)$/, why: 'a plain name with its unit' },
  { kind: TIME_KIND.OWN, name: /^(?:date|time|datetime|timestamp|ts|dt)(?:of)?(?:created|event|occurred|posted|published|recorded|logged|reported|observed|measured|captured|submitted|issued|generated|added|started|start|begin|visit|action|transaction|purchase|order)$/, why: 'the same words the other way round: `dateCreated`' },
  { kind: TIME_KIND.OWN, name: /^(?:tstamp|tsms|tss|tsus|tsns|timems|timens|timenano|timeunixnano|unixtime|unixtimestamp|epoch|epochms|epochmillis|epochseconds?|epochtime|timelocal|timeiso8601|timeiso|timestampms|timestampmillis|timestampus|timestampns|timestampmicros|timestamputc|timeutc|utctime|asctime|isodate|isotime|created|published|occurred|timecreated|timegenerated|dateutc|datetimeutc|creationdate|datecreate|createdutc|createdms|dateunixtime|syslogtimestamp|unixreviewtime|unixms|timestampiso)$/, why: 'plain names with a unit or a form' },
  { kind: TIME_KIND.OWN, name: wordPairs('visitstart|sessionstart|callstart|tripstart|ridestart|gamestart|matchstart|spanstart|flowstart|windowstart|created|creation|create|occurred|occurrence|happened|originated|original|orig|origin|client|clientevent|device|dvce|dvcecreated|local|start|started|begin|began|action|activity|request|req|visit|view|click|hit|order|purchase|transaction|txn|trans|message|msg|post|posted|published|publish|reported|report|observed|observation|measured|measurement|sample|sampled|captured|capture|recorded|record|logged|log|login|logon|triggered|raised|emitted|fired|fix|utc|gmt|iso|unix|epoch|source|commit|committed|play|played|watched|submitted|submit|generated|detected|seen|registered|sensor|reading|read|trip|pickup|checkin|call|session|edge|edgestart|first|firstpacket|alert|audit|entry|story|review|reviewed|rating|rated|comment|commented|voted|tweet|issued|issue|added|opened|open|realtime|sourcerealtime|wall|calendar|access|accessed|system|interaction|clockin|clockedin|punchin', TIME_WORD, TIME_UNIT), why: 'what happened, and when' },
  { kind: TIME_KIND.OWN, name: pattern('^(?:date|when|at|clockin|clockedin|clocked|punchin|timein|start|started|begin|opened|submitted|recorded|logged|posted|dt|t|day|instant|moment|msec|millis|clock|datum|zeit|zeitpunkt|zeitstempel|fecha|hora|horodatage|data|momento|quando|czas|tijd|tijdstip|tidspunkt|tarih|zaman|waktu|время|дата|датаивремя|时间|时间戳|日期|時間|時刻|日時|日付|タイムスタンプ|시간|시각|일시|날짜)$'), why: 'short names and those of other languages; values decide' },

  { kind: TIME_KIND.PLAIN, isAlone: true, name: /(?:timestamp|tstamp|datetime|unixtime|time|date|unixnano|epoch)(?:in)?(?:s|sec|seconds|ms|millis|milliseconds|us|micros|microseconds|ns|nanos|nanoseconds|utc|gmt|iso|unix|epoch)?$/, why: 'ends in a word for a time' },
  { kind: TIME_KIND.PLAIN, name: /^(?:date|time)(?:sent|received)$/, why: 'of a message: for want of the time that it was written' },
  { kind: TIME_KIND.PLAIN, isAlone: true, name: pattern('(?:datum|zeit|zeitpunkt|zeitstempel|fecha|tijd|tijdstip|时间|時間|日時)$'), why: 'the same in other languages' },
  { kind: TIME_KIND.PLAIN, name: /^(?:.+ed(?:on|at)|checkin|arrival|departure)$/, why: 'when it was done: `booked_on`; the beginning of a stay' },
  { kind: TIME_KIND.PLAIN, isAlone: true, name: /^.+(?:ts|at|dt)$/, why: 'ends in a short word for a time; values decide' },
]);

/** As userRules, in the order of spec section 13. */
export const typeRules = lazily((): readonly NameRule[] => [
  { kind: TYPE_KIND.EVENT_TYPE, name: /^(?:event|evt|ev|activity|telemetry)(?:type|types|kind|class|typename|typeid|typetag|typecd|typecode|typ)$/, why: 'the type of the event, as a tag too: Dropbox' },
  { kind: TYPE_KIND.EVENT_NAME, name: /^(?:event|evt|ev|tracking|metric)(?:name|nm|title|label|key|action)$|^(?:trigger|webhook|hook)event$/, why: 'the name of the event' },
  { kind: TYPE_KIND.EVENT, name: /^(?:event|evt|ev|eventi)$/, why: 'the event' },
  { kind: TYPE_KIND.ACTION, name: pattern('^(?:action|act|activity|useraction|actionname|actiontype|actiontaken|activityname|activity(?:en|de|fr|es)|actions|accion|acao|azione|aktion|evento|ereignis|evenement|vorgang|handlung|tipoevento|tipodeevento|typeevenement|akcja|zdarzenie|handelse|gebeurtenis|actie|akce|udalosti?|muvelet|esemeny|actiune|eveniment|radnja|dogadjaj|hendelse|handling|hanh[dđ]ong|sukien|подія|дія|ενεργεια|συμβαν|פעולה|אירוע|(?:ال)?حدث|(?:ال)?[إا]جراء|(?:ال)?عملية|رویداد|عملیات|событие|де[ий]ствие|операция|事件|事件类型|行为|行为类型|动作|操作|イベント|アクション|이벤트|행동)$'), why: 'what was done, in other languages too' },
  { kind: TYPE_KIND.ACTION, name: /^what$/, why: 'beside who and when' },
  { kind: TYPE_KIND.ACTION, name: /^conceptname$/, why: 'what was done: XES, the logs of workflows' },
  { kind: TYPE_KIND.TYPE, name: /^(?:type|kind|msgtype|messagetype|logtype|recordtype|hittype|itemtype|requesttype|interactiontype|transactiontype|typename|t|tracktype|typ|tipo)$/, parent: WRAPPER, why: 'the type of the record' },
  { kind: TYPE_KIND.NAME, name: /^name$/, parent: WRAPPER, why: 'the name of the record' },
  { kind: TYPE_KIND.VERB, name: /^(?:verb|verbid|verbname|verbdisplay)$/, why: 'xAPI and audit logs' },
  { kind: TYPE_KIND.OPERATION, name: /^(?:operation|operationname|op|optype|operationtype|opcode|optext)$/, why: 'changes of a database, cloud audit logs' },
  { kind: TYPE_KIND.CODE, repeats: true, name: /^(?:eventid|eid|(?:event|evt|activity|action|transaction|trans?|trx|txn)(?:code|cd)|activityid|actionid|actionflag)$/, parent: WRAPPER, why: 'Windows, switches: which event it is, if values repeat; else it is an id' },
  { kind: TYPE_KIND.COARSE, name: /^(?:methodname|task|tool|toolname|step|stage|phase|command|cmd|commandname|interaction|behavior|behaviour|behaviortype|trigger|signal|topic|category|eventcategory|metric|reason|function|functionname|rpc|endpoint|gesture|button|status|method|csmethod|requestmethod|httpmethod|transition)$/, parent: anyOf(WRAPPER, words('http|httprequest|request')), why: 'coarser words for what was done' },
  { kind: TYPE_KIND.COARSE, tier: 2, repeats: true, name: /^(?:direction|inout|punch|punchtype|swipe|swipetype)$/, why: 'in or out: doors, clocks, calls' },
  { kind: TYPE_KIND.COARSE, tier: 6, repeats: true, name: /^label$/, parent: AT_THE_TOP, beside: words('elapsed|responsecode|threadname|success|latency'), why: 'the requests of JMeter; elsewhere it may be who sells a record' },
  { kind: TYPE_KIND.COARSE, tier: 6, repeats: true, name: wordPairs('code', 'text|display'), why: 'what was measured: FHIR' },
  { kind: TYPE_KIND.COARSE, tier: 6, repeats: true, name: wordPairs('rule|alert', 'name|description|signature|title'), why: 'which rule found it: Wazuh, Suricata' },
  { kind: TYPE_KIND.COARSE, tier: 4, repeats: true, name: /^(?:event|activity|action)(?:description|desc|text|message)$/, why: 'the fixed words for what was done: doors and alarms' },
  { kind: TYPE_KIND.COARSE, name: /^role$/, parent: words('author|message'), why: 'chats with programs: who speaks says of what kind a turn is' },
]);

/** A parent that says whose value it is, so that a key below it is as good as one at the top. */
export const TYPE_PARENT = /^(?:|event|evt|verb|action|activity)$/;

/** As userRules. */
export const idRules = lazily((): readonly NameRule[] => [
  { kind: ID_KIND.EVENT, name: /^(?:sg|ctx|eventnctx|client|source|original|my)?(?:event|evt)(?:id|uuid|guid|key|identifier|uid)$/, why: "the event's id" },
  { kind: ID_KIND.EVENT, tier: 2, name: /^(?:event|evt)hash$/, why: 'a hash, for events without an id' },
  { kind: ID_KIND.HOLDER, name: /^mid$|^(?:client)?(?:insert|message|msg|log|span|record|entry|hit|activity|action|audit|statement|notification|delivery|document|doc|row|line|alert|transaction|txn|order|invoice|receipt|sale|booking|reservation|trip|ride|call|submission|response|payment|charge|transfer|checkin|review|tweet)(?:id|uuid|guid|uid|key)$/, parent: WRAPPER, why: 'the id of what holds the event' },
  { kind: ID_KIND.BARE, name: /^(?:id|uuid|guid|idstr|oid|objectid|ulid|pk)$/, parent: /^(?:|event|evt|meta|metadata|header|message|keen|log|hit)$/, why: 'an id; at the top it is that of the record' },
  { kind: ID_KIND.BARE, name: /^uid$/, parent: AT_THE_TOP, why: 'Teleport: unique where it is no user' },
  { kind: ID_KIND.BARE, name: /^uniquequalifier$/, why: 'Google Workspace' },
  { kind: ID_KIND.REQUEST, name: /^(?:request|req|ray|operation)(?:id|uuid)$/, parent: WRAPPER, why: 'a request is an event' },
]);

/** Signs that a key is something else than its name says: a key called `name` beside one called `beside`. */
export const NOT_THE_USER: readonly {
  readonly name: RegExp;
  readonly beside: RegExp;
  /** As in `NameRule`. */
  readonly parent?: NamePattern;
  readonly why: string;
}[] = [
  { name: /^uid$/, beside: /^idorigh$/, why: "Zeek: the connection's id beside its addresses" },
  { name: /^accountid$/, beside: /^(?:visitor|identify)id$/, why: 'Pendo and Gainsight: the company of the visitor' },
  { name: /^sendingaccountid$/, beside: /^messageid$/, why: 'SES: the account at AWS, not whom a mail reaches' },
  { name: /^principalidentifier$/, beside: /^clientid$/, why: 'AWS IoT: the certificate, which many devices may share' },
  { name: /^agent$/, beside: /^(?:x?(?:client|remote|src|source|request)?(?:ip|ipaddr|ipaddress|addr|address|host)|method|verb|referr?er|url|uri|page)$/, why: 'beside an address or a page it is the browser' },
  { name: /^uid$/, beside: /^(?:creationtimestamp|resourceversion)$/, why: 'Kubernetes: that of the object' },
  { name: /^account$/, beside: /^detailtype$/, why: 'EventBridge: the account at AWS that all events are of' },
  { name: /^actor$/, beside: /^fromid$/, why: 'Telegram: a name to show; `actor_id` and `from_id` are the user' },
  { name: /^customerid$/, beside: /^rcptto$/, why: 'SparkPost: the account that all mails are sent by' },
  { name: /^subjectid$/, beside: /^subjecttype$/, why: 'what it was done to: Shopify, the activity log of Laravel' },
  { name: /^author$/, beside: /^(?:isbn(?:10|13)?|asin|publisher|bookid)$/, why: 'who wrote the book, not who reads it: Goodreads' },
  { name: /^from$/, beside: /^recipient$/, why: 'mail: who sends is the shop, the events are of who gets it' },
  { name: /^entityid$/, beside: /^(?:entity|entitytype|entityname|action|event|eventtype|eventname|operation|verb)$|user|actor|author|by$/, why: 'what something is done to' },
  { name: /^id$/, parent: AT_THE_TOP, beside: /^(?:providername|logname|leveldisplayname|severity|errorcode|alarm|alarmcode|ctx|msg)$/, why: 'Windows, MongoDB, alarms: which message it is' },
  { name: /^ownerid$/, beside: /^projectid$/, why: 'whose project it is, not who uses it: Vercel' },
  { name: /^uid$/, beside: /^(?:user|username|login|userid)$/, why: 'beside a user it may be the id of anything' },
];
