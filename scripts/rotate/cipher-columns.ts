/** Every column that holds ciphertext under the data key; a test finds one of the database that is forgotten here. */
export const CIPHER_COLUMNS = [
  ['app_user', 'phone_cipher'],
  ['app_user', 'factor_cipher'],
  ['app_user', 'factor_pending'],
  ['back_entry', 'body_cipher'],
  ['case_record', 'payee_account_cipher'],
  ['correction', 'old_value_cipher'],
  ['correction', 'new_value_cipher'],
  ['draft', 'body_cipher'],
  ['household', 'address_cipher'],
  ['objection', 'person_cipher'],
  ['operating_entity', 'contact_phone_cipher'],
  ['payment', 'payee_account_cipher'],
  ['person', 'identity_number_cipher'],
  ['person', 'phone_cipher'],
  ['sheet_import', 'rows_cipher'],
] as const satisfies readonly (readonly [table: string, column: string])[];
