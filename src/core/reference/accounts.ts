/** Accounts of charges, as the cerfa of a subsidy lists them. */
export const chargeAccounts = {
  '60': '60 Achats',
  '61': '61 Services extérieurs',
  '62': '62 Autres services extérieurs',
  '63': '63 Impôts et taxes',
  '64': '64 Charges de personnel',
  '65': '65 Autres charges de gestion',
  '66': '66 Charges financières',
  '67': '67 Charges exceptionnelles',
  '68': '68 Dotations',
  '86': '86 Emplois des contributions volontaires',
} as const

/** Accounts of receipts. */
export const receiptAccounts = {
  '70': '70 Ventes et prestations',
  '74': '74 Subventions d’exploitation',
  '75': '75 Cotisations, autres produits de gestion',
  '76': '76 Produits financiers',
  '77': '77 Produits exceptionnels',
  '78': '78 Reprises',
  '79': '79 Transferts de charges',
  '87': '87 Contributions volontaires en nature',
} as const
