import { iso, type PlanCase, what } from './plan-case.ts';

/** Titles of columns: of the user, the time and the type, in tables of clinics, doors, shops, ports and offices. */
const COLUMNS: readonly (readonly [string, string, string])[] = [
  ['Patient MRN', 'Admit Date/Time', 'Encounter Type'],
  ['NHS Number', 'Appointment Date', 'Appointment Status'],
  ['Badge Number', 'Swipe Time', 'Reader'],
  ['Card Holder', 'Event Time', 'Event Description'],
  ['Policy Holder', 'Claim Date', 'Claim Type'],
  ['Worker', 'Start Time', 'Operation'],
  ['Guest Name', 'Check-in', 'Rate Code'],
  ['gamertag', 'session_start', 'mode'],
  ['Candidate', 'Interview Date', 'Stage'],
  ['Donor', 'Gift Date', 'Gift Type'],
  ['Reporter', 'Created', 'Issue Type'],
  ['Bill To Customer', 'Order Date', 'Order Type'],
  ['Cashier', 'Receipt Time', 'Tender Type'],
  ['hh_id', 'watch_start', 'genre'],
  ['RFID', 'Timestamp', 'Antenna'],
  ['Cow ID', 'Milking Time', 'Event'],
  ['Vessel Name', 'Arrival', 'Port'],
  ['tail_number', 'off_block', 'status'],
  ['Meter No', 'Reading Date', 'Reading Type'],
  ['Station MAC', 'First time seen', 'Probe'],
  ['Computer Name', 'Date and Time', 'Event ID'],
  ['personnel_number', 'booking_time', 'booking_type'],
  ['Numéro client', 'Date de commande', 'Type de commande'],
  ['Codice fiscale', 'Data accesso', 'Tipo accesso'],
  ['Matrícula', 'Data/Hora', 'Tipo de registro'],
  ['CUSTOMER_NBR', 'TXN_DT', 'EVENT_CD'],
  ['guest_id', 'booked_on', 'status'],
  ['deviceTag', 'ets', 'eid'],
  // Whom a table is about must be in it: a key, a tenant and a host are no people.
  ['none', 'when', 'what'],
];

export const TITLES_OF_COLUMNS: readonly PlanCase[] = COLUMNS.map(([user, time, type]) => ({
  name: `${user}, ${time}, ${type}`,
  record: (i) => ({
    ...(user === 'none' ? { kid: `k${i % 3}`, tenant: `t${i % 3}` } : { [user]: `P1${i % 3}` }),
    ...{ [time]: iso(i), [type]: what(i), Amount: String((7 * i) % 23) },
  }),
  user,
  time,
  type,
}));
