/** A table as its writer writes it, and what a person would read in it. */
export interface TableKind {
  readonly what: string;
  readonly text: string;
  readonly format: string;
  readonly user: string;
  readonly time: string;
  readonly type: string;
  readonly timeFormat?: string;
}

/** Tables of many writers, with values of our own. */
export const TABLE_KINDS: readonly TableKind[] = [
  {
    what: 'Mixpanel, epoch seconds',
    text: 'event,time,distinct_id,$insert_id,$browser\nPage View,1714726800,ana@example.com,a1,Chrome\nSign Up,1714726860,ben@example.com,a2,Firefox\nPage View,1714726920,ana@example.com,a3,Chrome\n',
    ...{ format: 'csv-comma', user: 'distinct_id', time: 'time', type: 'event', timeFormat: 'epoch-s' },
  },
  {
    what: 'Amplitude, with the time of the upload',
    text: 'app,device_id,user_id,client_event_time,event_id,session_id,event_type,server_upload_time\n1,d1,u1,2024-05-03 09:00:00.000000,1,1714726800000,open,2024-05-03 09:00:09.100000\n1,d1,u1,2024-05-03 09:00:10.000000,2,1714726800000,view,2024-05-03 09:00:19.100000\n',
    ...{ format: 'csv-comma', user: 'user_id', time: 'client_event_time', type: 'event_type' },
  },
  {
    what: 'Google Analytics, comments before the header',
    text: '# ----\n# Events, all of them\n# 20240501-20240503\n\nevent_date,event_timestamp,event_name,user_pseudo_id\n20240503,1714726800000000,page_view,11.22\n20240503,1714726801000000,click,11.22\n20240503,1714726802000000,page_view,33.44\n',
    format: 'csv-comma',
    ...{ user: 'user_pseudo_id', time: 'event_timestamp', type: 'event_name', timeFormat: 'epoch-us' },
  },
  {
    what: 'Retailrocket of Kaggle, epoch milliseconds',
    text: 'timestamp,visitorid,event,itemid,transactionid\n1433221332117,257597,view,355908,\n1433224214164,992329,view,248676,\n1433221999827,257597,addtocart,318965,\n',
    ...{ format: 'csv-comma', user: 'visitorid', time: 'timestamp', type: 'event', timeFormat: 'epoch-ms' },
  },
  {
    what: 'the events of shops on Kaggle, UTC after the time',
    text: 'event_time,event_type,product_id,category_code,price,user_id\n2019-10-01 00:00:00 UTC,view,44600062,,35.79,541312140\n2019-10-01 00:00:01 UTC,cart,3900821,appliances,33.20,554748717\n',
    ...{ format: 'csv-comma', user: 'user_id', time: 'event_time', type: 'event_type' },
  },
  {
    what: 'Segment in a warehouse, everything in quotes',
    text: '"id","received_at","anonymous_id","user_id","event","url","timestamp"\r\n"1","2024-05-03 09:00:05 UTC","an1","u1","Viewed","http://a/?x=1,2","2024-05-03 09:00:00 UTC"\r\n"2","2024-05-03 09:00:15 UTC","an1","u1","Clicked","http://a/","2024-05-03 09:00:10 UTC"\r\n',
    ...{ format: 'csv-comma', user: 'user_id', time: 'timestamp', type: 'event' },
  },
  {
    what: 'Excel in German, the delimiter named, decimal commas',
    text: '\ufeffsep=;\r\nBenutzer;Zeitstempel;Aktion;Betrag\r\nana;31.05.2024 09:00:00;\u00f6ffnen;1,50\r\nben;31.05.2024 09:01:00;kaufen;2,75\r\n',
    format: 'csv-semicolon',
    ...{ user: 'Benutzer', time: 'Zeitstempel', type: 'Aktion', timeFormat: '%d.%m.%Y %H:%M:%S' },
  },
  {
    what: 'Excel, names broken into two lines',
    text: '"User\nID";"Event\r\ntime";Action\r\nana;2024-05-03 09:00;open\r\nben;2024-05-03 09:01;buy\r\n',
    ...{ format: 'csv-semicolon', user: 'User ID', time: 'Event time', type: 'Action' },
  },
  {
    what: 'a log of a web server cut at its blanks',
    text: 'IP,Time,URL,Staus\n10.128.2.1,[29/Nov/2017:06:58:55,GET /login.php HTTP/1.1,200\n10.128.2.1,[29/Nov/2017:06:59:02,POST /process.php HTTP/1.1,302\n10.131.2.1,[29/Nov/2017:06:59:03,GET /home.php HTTP/1.1,200\n',
    ...{ format: 'csv-comma', user: 'IP', time: 'Time', type: 'none', timeFormat: '[%d/%b/%Y:%H:%M:%S' },
  },
  {
    what: 'pandas, with an index that has no name',
    text: ',user_id,event_time,event_type\n0,1,2024-05-03 09:00:00+00:00,open\n1,2,2024-05-03 09:00:10+00:00,open\n',
    ...{ format: 'csv-comma', user: 'user_id', time: 'event_time', type: 'event_type' },
  },
  {
    what: 'a dump with pipes',
    text: 'user_id|created_at|action\n7|2024-05-03 09:00:00.123+00|login\n8|2024-05-03 09:00:01.5+00|logout\n',
    ...{ format: 'csv-pipe', user: 'user_id', time: 'created_at', type: 'action' },
  },
  {
    what: 'tabs, and JSON without quotes around it',
    text: 'user_id\tevent_time\tevent_type\tpayload\nana\t2024-05-03T09:00:00Z\topen\t{"a":1}\nben\t2024-05-03T09:00:10Z\tbuy\t{"a":2,"b":"x,y"}\n',
    ...{ format: 'tsv', user: 'user_id', time: 'event_time', type: 'event_type' },
  },
  {
    what: 'a JSON cell that alone has the user and the type',
    text: 'seq,occurred,body\n1,2024-05-03T09:00:00Z,"{""user"":{""id"":7},""event"":""open""}"\n2,2024-05-03T09:00:01Z,"{""user"":{""id"":8},""event"":""close""}"\n',
    ...{ format: 'csv-comma', user: 'body.user.id', time: 'occurred', type: 'body.event' },
  },
  {
    what: 'names with dots, as flattened exports have them',
    text: 'actor.id,event.time,event.name\na,2024-05-03T09:00:00Z,open\nb,2024-05-03T09:00:01Z,close\n',
    ...{ format: 'csv-comma', user: 'actor\\.id', time: 'event\\.time', type: 'event\\.name' },
  },
  {
    what: 'blanks after the commas',
    text: 'User ID, Event Time, Event Type\n1, 2024-05-03 09:00:00, open\n2, 2024-05-03 09:00:10, close\n',
    ...{ format: 'csv-comma', user: 'User ID', time: 'Event Time', type: 'Event Type' },
  },
  {
    what: 'no header line',
    text: 'u1,2024-05-03T09:00:00Z,open\nu2,2024-05-03T09:00:10Z,buy\nu1,2024-05-03T09:00:20Z,open\nu1,2024-05-03T09:00:30Z,buy\n',
    ...{ format: 'csv-comma', user: 'column1', time: 'column2', type: 'column3' },
  },
  {
    what: 'check-ins of Gowalla, no header line, places beside the user',
    text: '7\t2010-10-19T23:55:27Z\t30.23\t-97.79\t22847\n7\t2010-10-18T22:17:43Z\t30.26\t-97.76\t420315\n8\t2010-10-17T23:42:03Z\t30.25\t-97.75\t316637\n',
    ...{ format: 'tsv', user: 'column1', time: 'column2', type: 'none' },
  },
  {
    what: 'a table without a header line that has the time first, and numbers',
    text: '2024-05-03T09:00:00Z,200,0.5\n2024-05-03T09:00:01Z,404,0.7\n2024-05-03T09:00:02Z,200,0.5\n',
    ...{ format: 'csv-comma', user: 'none', time: 'column1', type: 'none' },
  },
  {
    what: 'Zeek, whose comment has the names',
    text: '#separator \\x09\n#path\tconn\n#fields\tts\tuid\tid.orig_h\tproto\n#types\ttime\tstring\taddr\tenum\n1714726800.123456\tC1\t192.0.2.1\ttcp\n1714726801.5\tC2\t192.0.2.2\tudp\n1714726802.5\tC3\t192.0.2.1\ttcp\n1714726803.5\tC4\t192.0.2.1\ttcp\n',
    ...{ format: 'tsv', user: 'id\\.orig_h', time: 'ts', type: 'proto', timeFormat: 'epoch-s' },
  },
  {
    what: 'CloudFront, whose comment has the names, between blanks',
    text: '#Version: 1.0\n#Fields: timestamp c-ip cs-method sc-status\n1714726800\t192.0.2.1\tGET\t200\n1714726801\t192.0.2.2\tPOST\t200\n',
    ...{ format: 'tsv', user: 'c-ip', time: 'timestamp', type: 'cs-method', timeFormat: 'epoch-s' },
  },
  {
    what: 'taxis of New York, with numbers that are no types',
    text: 'VendorID,tpep_pickup_datetime,tpep_dropoff_datetime,trip_distance\n1,2024-05-03 09:00:00,2024-05-03 09:10:00,2.1\n2,2024-05-03 09:00:01,2024-05-03 09:11:00,2.2\n1,2024-05-03 09:00:02,2024-05-03 09:12:00,2.1\n2,2024-05-03 09:00:03,2024-05-03 09:13:00,2.4\n',
    ...{ format: 'csv-comma', user: 'none', time: 'tpep_pickup_datetime', type: 'none' },
  },
  {
    what: 'R, which has no name for the numbers of its rows',
    text: '"user_id","event_time","event_type"\n"1","ana","2024-05-03T09:00:00Z","open"\n"2","ben","2024-05-03T09:00:10Z","buy"\n',
    ...{ format: 'csv-comma', user: 'user_id', time: 'event_time', type: 'event_type' },
  },
  {
    what: 'a delimiter at the end of each row but the header',
    text: 'user_id;event_time;event_type\nana;2024-05-03T09:00:00Z;open;\nben;2024-05-03T09:00:10Z;buy;\n',
    ...{ format: 'csv-semicolon', user: 'user_id', time: 'event_time', type: 'event_type' },
  },
  {
    what: 'a comment that is the header',
    text: '#user_id,event_time,event_type\nana,2024-05-03T09:00:00Z,open\nben,2024-05-03T09:00:10Z,buy\n',
    ...{ format: 'csv-comma', user: 'user_id', time: 'event_time', type: 'event_type' },
  },
  {
    what: 'placeholders as names, as Adjust sends them',
    text: '{adid},{activity_kind},{created_at}\nab12,install,1714726800\ncd34,session,1714726897\nab12,session,1714726998\n',
    ...{
      format: 'csv-comma',
      user: '{adid}',
      time: '{created_at}',
      type: '{activity_kind}',
      timeFormat: 'epoch-s',
    },
  },
  {
    what: 'answers to a form, whose first column is called #',
    text: '#,What is your email?,Submit Date (UTC)\n4205a7,ana@example.com,2024-05-03 09:00:00\n479c5b,ben@example.com,2024-05-03 09:01:00\n',
    ...{ format: 'csv-comma', user: 'What is your email?', time: 'Submit Date (UTC)', type: 'none' },
  },
  {
    what: 'answers to a form, whose columns are called by whole questions',
    text: 'Timestamp,Email Address,"How satisfied were you with the workshop that we held on the Tuesday before?"\n2024-05-03 09:00:00,ana@example.com,5\n2024-05-03 09:01:00,ben@example.com,4\n',
    ...{ format: 'csv-comma', user: 'Email Address', time: 'Timestamp', type: 'none' },
  },
  {
    what: 'a spreadsheet with a title, a date and a blank row above its header',
    text: 'Export of events,,,\nFrom,2024-05-03,,\n,,,\nuser,timestamp,event,page\nana,2024-05-03T09:00:00Z,open,a\nben,2024-05-03T09:01:00Z,buy,b\n',
    ...{ format: 'csv-comma', user: 'user', time: 'timestamp', type: 'event' },
  },
  {
    what: 'Azure Application Insights',
    text: 'timestamp [UTC],name,user_Id,operation_Name\n"5/14/2024, 9:00:00.123 AM",open,u1,op\n"5/15/2024, 9:01:00.456 PM",buy,u2,op\n',
    ...{ format: 'csv-comma', user: 'user_Id', time: 'timestamp [UTC]', type: 'name' },
    timeFormat: '%m/%d/%Y, %I:%M:%S.%f %p',
  },
  {
    what: 'two columns, the second of which holds JSON',
    text: 'id,payload\n1,"{""user"":{""id"":""ana""},""timestamp"":""2024-05-03T09:00:00Z"",""event"":""open""}"\n2,"{""user"":{""id"":""ben""},""timestamp"":""2024-05-03T09:01:00Z"",""event"":""open""}"\n',
    ...{ format: 'csv-comma', user: 'payload.user.id', time: 'payload.timestamp', type: 'payload.event' },
  },
];

/** Texts that are no tables. */
export const NO_TABLES: readonly (readonly [what: string, text: string])[] = [
  ['an object a line', '{"a":1,"b":2,"c":3}\n{"a":1,"b":2,"c":3}\n'],
  ['an array of objects', '[\n{"a":1,"b":2},\n{"a":1,"b":2}\n]\n'],
  ['strings that hold JSON', '"{\\"user\\":1,\\"time\\":2}"\n"{\\"user\\":1,\\"time\\":2}"\n'],
  [
    'a log with milliseconds after a comma',
    '2024-05-03 09:00:00,123 INFO a.b.C - started user=1, action=x\n2024-05-03 09:00:01,124 INFO a.b.C - started user=2, action=y\n',
  ],
  [
    'a log with JSON after a prefix',
    '2024-05-03 09:00:00,123 INFO {"user_id":"a","event_time":"2024-05-03T09:00:00Z","event_type":"x"}\n2024-05-03 09:00:01,123 INFO {"user_id":"b","event_time":"2024-05-03T09:00:00Z","event_type":"x"}\n',
  ],
  [
    'sentences',
    'Dear John, how are you, my friend\nI hope, that all is well, and so on\nYours, truly, Jane\n',
  ],
  [
    'an access log',
    '1.2.3.4 - - [10/Oct/2000:13:55:36 -0700] "GET /a,b HTTP/1.0" 200 23\n1.2.3.4 - - [10/Oct/2000:13:55:37 -0700] "GET /c,d HTTP/1.0" 200 23\n',
  ],
  ['pairs of keys and values', 'ts=2024-05-03,user=ana,event=open\nts=2024-05-04,user=ben,event=buy\n'],
  ['lines of words', 'one\ntwo\nthree\n'],
  ['nothing', ''],
];
