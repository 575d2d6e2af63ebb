/**
 * Signs in names beside the rules of name-rules.ts: what a key is not, and what a part of its path says of its value. They
 * are compared as the rules are, if not said otherwise.
 */

/** Keys whose short texts are no types: whom, where and how, not what. */
export const NO_TYPE =
  /(?:id|localidentifier|callsign)$|(?:country|city|region|lang|locale|currency|browser|^os$|platform|version|timezone|level|severity|logger|host|hostname|url|uri|path|referrer|referer|useragent|agent|gender|device|model|source|service|env|environment|index|collection(?:name)?$|database|schema|^v$|hash|token|title|description|text|body|comment)/;

/** Words by which a name says that its values are disguised: they tell users apart as the bare ones would. */
export const DISGUISE =
  /^(?:hashed|encrypted|masked|anonymi[sz]ed|pseudonymi[sz]ed|obfuscated)(?=.)|(?<=id|uuid|key|user|login|name|e?mail|phone|number)(?:hashe?d?|md5|sha(?:1|2|256|512)?|encrypted|masked|anonymi[sz]ed|pseudonymi[sz]ed|obfuscated|redacted)$/;

/** Endings of keys that hold a type though no rule names them, as `student_response_type`. Earlier endings win. */
export const TYPE_ENDINGS: readonly RegExp[] = [
  /(?<!content|mime|media|file|user|customer|member|account|actor|payment|card|product|object|target|resource|entity|connection|network|vehicle|room|data|plan|property|job|contract|subject|agent)(?:type|action|event|activity|operation)$/,
  /(?:outcome|result|status|state|decision|verdict)$/,
];

/** Parts of a path that only wrap the value: GA4's `int_value`, OpenTelemetry's `stringValue`, the unions of Avro. */
export const VALUE_WRAPPER =
  /^(?:(?:string|int|float|double|bool|bytes|array|number|integer|boolean|timestamp|reference)value|string|int|long|double|boolean)$/;

/** The same, as they are written: DynamoDB, and XML that was converted to JSON. */
export const TYPED_VALUE = /^(?:S|N|B|BOOL|#text|\$t|_text|__text|#cdata-section)$/;

/** Objects that hold what something is done to, as they are written. */
export const TARGET = /^(?:target|entity|object|resource|affected)$/i;

/** A parent that holds what was before the event. */
export const PAST_PARENT = /^(?:before|old|oldvalue|oldvalues|previous|prev)$/;
