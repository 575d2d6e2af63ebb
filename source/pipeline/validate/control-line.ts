import { CLOSE_BRACE, isWhiteSpace } from '../text/bytes.ts';
import { JsonWalker } from '../text/json-walker.ts';
import { encodeText } from '../text/text-buffer.ts';

/** The actions of Elasticsearch's and OpenSearch's bulk format: what a control line does with the next line. */
export const ACTIONS = ['index', 'create', 'update', 'delete'].map(encodeText);

/** The metadata that a control line may have (Elasticsearch, "Bulk API"), besides all keys that begin with an underscore. */
const METADATA = [
  ...['routing', 'parent', 'version', 'version_type', 'retry_on_conflict', 'require_alias', 'op_type'],
  ...['pipeline', 'if_seq_no', 'if_primary_term', 'dynamic_templates', 'list_executed_pipelines'],
].map(encodeText);

const UNDERSCORE = 0x5f;

/**
 * Whether the JSON object `bytes[from..to)` is a control line of a bulk file (spec section 14): its one key is an action,
 * whose value is an object of nothing but metadata.
 */
export function isControlLine(bytes: Uint8Array, from: number, to: number): boolean {
  const members = new JsonWalker();
  members.enter(bytes, from);
  if (!members.next() || members.value.kind !== 'object') return false;
  if (!ACTIONS.some((action) => members.isKey(action))) return false;
  let at = members.value.to;
  while (at < to && isWhiteSpace(bytes[at])) at++;
  if (bytes[at] !== CLOSE_BRACE) return false;
  const metadata = new JsonWalker();
  metadata.enter(bytes, members.value.from);
  while (metadata.next()) {
    if (!metadata.keyBeginsWith(UNDERSCORE) && !METADATA.some((name) => metadata.isKey(name))) return false;
  }
  return true;
}
