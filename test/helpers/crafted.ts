import type { Ended, Folder } from './command.ts';

/** With every reason, duplicates, sub-second times, values that CSV must quote, and records that share a line. */
const LONG_RECORD = `{"user_id": 7, "event_time": "2024-07-10T10:15:00Z", "event_type": "long", "pad": "${'x'.repeat(200)}"}`;
export const CRAFTED = `{"user_id": 7, "event_time": "2024-07-10T11:45:00.5+02:00", "event_type": "view"}
{"user_id": "u, \\"x\\"\\n\\ry", "event_time": "2024-07-10T09:45:00.123456789Z", "event_type": "a,b"}
{"user_id": 7 "event_time": "2024-07-10T09:46:00Z", "event_type": "view"}
{"user_id": "7", "event_time": "2024-07-10T09:45:00.500Z", "event_type": "view"}
  [{"user_id": 7, "event_time": 5, "event_type": "view"},
{"user_id": 7, "event_time": " ", "event_type": "vi\\"ew"}, {"user_id": 7, "event_time": "2024-07-10 10:15:00,5", "event_type": 5}]
{"user_id": 1.5, "event_time": "2024-07-10T10:15:00Z", "event_type": "view"}
{"event_time": "2024-07-10T10:15:00Z", "event_type": "view"}
{"user_id": 7, "event_time": "10/07/2024", "event_type": "view"}
{"user_id": "é", "event_time": "2024-07-10T10:15:00Z", "event_type": "5"}
{"user_id": -3, "event_time": "2024-07-10T10:20:00.000001Z", "event_type": ""}
${LONG_RECORD}
{"user_id": 7, "event_time": "2024-07-10T10:45:00.500000001Z", "event_type": true}
{"user_id": 7, "event_time": "2024-07-10T10:45:10.751Z", "event_type": "view"}
{"user_id": 7, "event_time": "2024-07-10T09:45:00.5Z", "event_type": "view"}
`;
const MAX_RECORD = '200';

export const SESSIONS = `user_id,session_start,session_end,event_count
-3,2024-07-10T10:20:00.000001Z,2024-07-10T10:20:00.000001Z,1
7,2024-07-10T09:45:00.500Z,2024-07-10T10:45:10.751Z,4
"u, ""x""\n\ry",2024-07-10T09:45:00.123456789Z,2024-07-10T09:45:00.123456789Z,1
é,2024-07-10T10:15:00Z,2024-07-10T10:15:00Z,1
`;

/** Event 14 comes a nanosecond more than 30 minutes after event 7, and event 7 exactly 30 minutes after event 1. */
export const SESSIONS_WITH_GAP = `user_id,session_start,session_end,event_count,session,duration_seconds
-3,2024-07-10T10:20:00.000001Z,2024-07-10T10:20:00.000001Z,1,1,0
7,2024-07-10T09:45:00.500Z,2024-07-10T10:15:00.500Z,2,1,1800
7,2024-07-10T10:45:00.500000001Z,2024-07-10T10:45:10.751Z,2,2,10.250999999
"u, ""x""\n\ry",2024-07-10T09:45:00.123456789Z,2024-07-10T09:45:00.123456789Z,1,1,0
é,2024-07-10T10:15:00Z,2024-07-10T10:15:00Z,1,1,0
`;

export const REJECTIONS = `event,reason,user_id,event_time,event_type,raw,line,offset,code,column,length
3,"json_decode_error: expected ',' or '}', found '""' at line 3, column 15",,,,"{""user_id"": 7 ""event_time"": ""2024-07-10T09:46:00Z"", ""event_type"": ""view""}",3,180,json_decode_error,15,73
5,event_time not a string: 5 is a number,7,5,view,"{""user_id"": 7, ""event_time"": 5, ""event_type"": ""view""}",5,338,event_time not a string,,53
6,event_time empty: ' ' is blank,7, ,"vi""ew","{""user_id"": 7, ""event_time"": "" "", ""event_type"": ""vi\\""ew""}",6,393,event_time empty,,57
8,"missing_key_or_bad_schema: user_id is 1.5, not an integer or a string that is not blank",1.5,2024-07-10T10:15:00Z,view,"{""user_id"": 1.5, ""event_time"": ""2024-07-10T10:15:00Z"", ""event_type"": ""view""}",7,524,missing_key_or_bad_schema,,76
9,missing_key_or_bad_schema: user_id is missing,,2024-07-10T10:15:00Z,view,"{""event_time"": ""2024-07-10T10:15:00Z"", ""event_type"": ""view""}",8,601,missing_key_or_bad_schema,,60
10,invalid ISO-8601: '10/07/2024' is no date,7,10/07/2024,view,"{""user_id"": 7, ""event_time"": ""10/07/2024"", ""event_type"": ""view""}",9,662,invalid ISO-8601,,64
13,record_too_long: not closed within 200 bytes (--max-record),7,2024-07-10T10:15:00Z,long,"${LONG_RECORD.slice(0, 200).replaceAll('"', '""')}",12,881,record_too_long,,285
`;

export const EVENTS = `event,user_id,event_time,event_type,line,offset
1,7,2024-07-10T09:45:00.500Z,view,1,0
2,"u, ""x""\n\ry",2024-07-10T09:45:00.123456789Z,"a,b",2,82
7,7,2024-07-10T10:15:00.500Z,5,6,452
11,é,2024-07-10T10:15:00Z,5,10,727
12,-3,2024-07-10T10:20:00.000001Z,,11,802
14,7,2024-07-10T10:45:00.500000001Z,true,13,1167
15,7,2024-07-10T10:45:10.751Z,view,14,1250
`;

export const DUPLICATES = `event,duplicate_of,user_id,event_time,event_type,line,offset,differs
4,1,7,2024-07-10T09:45:00.500Z,view,4,254,user_id event_time
16,1,7,2024-07-10T09:45:00.500Z,view,15,1329,event_time
`;

export const TREND = `bucket_start,event_type,event_count
2024-07-10T09:45:00Z,"a,b",1
2024-07-10T09:45:00Z,view,1
2024-07-10T10:15:00Z,5,2
2024-07-10T10:20:00Z,,1
2024-07-10T10:45:00Z,true,1
2024-07-10T10:45:00Z,view,1
`;

export const TREND_OF_7_MINUTES = `bucket_start,event_type,event_count
2024-07-10T09:39:00Z,"a,b",1
2024-07-10T09:39:00Z,view,1
2024-07-10T10:14:00Z,,1
2024-07-10T10:14:00Z,5,2
2024-07-10T10:42:00Z,true,1
2024-07-10T10:42:00Z,view,1
`;

export async function runCrafted(folder: Folder, args: readonly string[]): Promise<Ended> {
  await folder.write('crafted.json', CRAFTED);
  return folder.run(['crafted.json', '--max-record', MAX_RECORD, ...args]);
}
