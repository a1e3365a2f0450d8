import { expect, test } from 'vitest'
import { recordOf, records } from '../../../src/core/records/index'
import { fieldsOf, homeScope } from '../../../src/core/schema/derive'
import type { AnyRecordDef } from '../../../src/core/schema/record'

/**
 * What is shared with the national committee and what is private, field by field, as the product promises it. A field that
 * is not listed here is private; one that the code has and this table has not fails until somebody has decided.
 */
const promise: { readonly [record: string]: { readonly shared: string; readonly private: string } } = {
  department: {
    shared:
      'code name region coordinatingBodyId cafId msaId launchedAt state stateSince charteVersion formFrequency formVersion groups dataController dpoEmail',
    private:
      'letterhead logos copilRules financialYearStart retentionFormerMonths retentionCandidateMonths retentionContactMonths retentionMeetingMonths retentionFundingMonths',
  },
  localType: { shared: 'label type', private: '' },
  coordinator: { shared: 'firstName lastName email fte from to', private: 'phone note' },
  promeneur: {
    shared:
      'firstName jobTitle specialty structureId status entryDate exitDate charteSigned charteSignedAt charteVersion territory publishOnDirectory',
    private:
      'lastName civility email phone proMailbox photo photoKind photoConsentAt photoConsentMedia photoConsentUntil photoConsentWithdrawnAt bio weeklyPresence suspendedAt excludedAt exclusionDecisionId exitReason ficheReceived profileChecklist mandateDate jobDescriptionUpdated trainingWishes charteFile privateNote otherColumns distinctFrom mergedInto',
  },
  permanence: { shared: '', private: 'promeneurId weekday slot network period' },
  affiliation: { shared: 'promeneurId structureId from to', private: 'comment' },
  socialAccount: { shared: 'promeneurId network since to', private: 'handle url public' },
  publicCard: {
    shared: 'promeneurId shownName shownEmail shownPhone shownUrl',
    private: 'consentAt consentFor consentUntil consentWithdrawnAt consentFile',
  },
  structure: {
    shared:
      'name type localType legalForm siret address postalCode communeCode epci qpv ruralZone lat lon website federation status callYear labelledCount charteSignedAt ages',
    private:
      'phone email manager otherContacts selectedByMeetingId equipmentOk description image otherColumns distinctFrom mergedInto',
  },
  convention: { shared: 'structureId parties from to signedAt status', private: 'noticeDate file comment' },
  conventionAmount: { shared: '', private: 'conventionId year amount' },
  partner: {
    shared: 'name acronym kind roles city website',
    private:
      'address postalCode phone email themes conventionRef comments otherColumns distinctFrom mergedInto',
  },
  contact: {
    shared: '',
    private:
      'firstName lastName partnerId structureId jobTitle roles email phone mobile preferredChannel from to newsletter newsletterSince note otherColumns distinctFrom mergedInto',
  },
  decision: { shared: '', private: 'meetingId number text date type adoptedBy subjectId status' },
  action: {
    shared: '',
    private: 'title originId ownerId dueDate status priority doneAt carriedOver comments',
  },
  act: {
    shared: '',
    private:
      'date type title organiser support channels duration minutes place communeCode toolsShared promeneurIds structureIds partnerIds contactIds meetingId fundingId nbPdn nbStr nbPart nbOther comments',
  },
  expense: { shared: '', private: 'date label amount account kind supplier paidAt receipt promenadeTime' },
  expenseShare: { shared: '', private: 'expenseId fundingId percent' },
  budgetLine: { shared: '', private: 'year side account label fundingId planned comment' },
  attendance: { shared: '', private: 'trainingId personId status halfDays attestationFile' },
  attachment: { shared: '', private: 'recordId file label' },
  activityReport: {
    shared: '',
    private:
      'promeneurId structureId period formVersion source receivedAt status weeklyHours devices networks youthContacted youthMetAfter parentsContacted interventionInfo interventionLink interventionSupport interventionListening themes requestDaily requestPlace requestProject requestDigital requestPersonal referrals projectsStarted faceToFace projectsRestarted rupturesPrevented radicalisationPrevented concernsSeen concernsReported initiatives nextInitiatives trainingWishes comments distinctFrom mergedInto',
  },
  meeting: {
    shared: 'kind date duration mode communeCode organiser minutesStatus',
    private: 'title place agenda attendance otherCount notes confidentiality recipients slot sentAt',
  },
  training: {
    shared: 'theme level date endDate hours mode communeCode',
    private: 'title provider trainer place capacity cost fundingId evaluation evaluationComment',
  },
  funding: {
    shared:
      'fund funderId year period purpose beneficiaryId status requested granted totalCost submittedAt notifiedAt conventionSignedAt reportDueAt',
    private:
      'portal fileNumber proofDueAt noticeAt serviceDoneAt documents flags flagsReason renewals comment otherColumns distinctFrom mergedInto',
  },
  payment: {
    shared: 'fundingId kind expectedAmount expectedAt receivedAmount receivedAt',
    private: 'condition bankRef comment',
  },
  submission: { shared: 'year state frozenAt hash indicatorSet submittedBy', private: 'workingNotes' },
  indicatorValue: { shared: 'submissionId indicator value flag', private: '' },
  review: { shared: 'year decision date hash', private: '' },
  remark: { shared: 'reviewId indicator text', private: '' },
}

const words = (text: string): readonly string[] => (text === '' ? [] : text.split(' ')).toSorted()

test('every kind of record is in the promise, and the other way round', () => {
  expect(records.map((def) => def.name).toSorted()).toEqual(Object.keys(promise).toSorted())
})

for (const [name, { shared, private: kept }] of Object.entries(promise)) {
  test(`${name}: what is shared and what is private is exactly what is promised`, () => {
    const def = recordOf(name)
    if (!def) throw new Error(`no kind ${name}`)
    expect(fieldsOf(def, 'shared').toSorted()).toEqual(words(shared))
    expect(fieldsOf(def, 'private').toSorted()).toEqual(words(kept))
  })
}

test('files, notes and whatever a file said beside stay private', () => {
  for (const def of records) {
    for (const [name, field] of Object.entries(def.fields)) {
      const isFree =
        ['longText', 'richText', 'file', 'rows', 'marks'].includes(field.kind) || name === 'otherColumns'
      if (isFree && def.owner === 'department')
        expect(`${def.name}.${name}: ${field.scope}`).toMatch(/private$/)
    }
  }
})

test('a list inside a record is as private as the field that holds it', () => {
  const defs: readonly AnyRecordDef[] = records
  for (const def of defs) {
    for (const [name, field] of Object.entries(def.fields)) {
      if (field.kind !== 'rows') continue
      for (const [inner, { scope }] of Object.entries(field.fields))
        expect(`${def.name}.${name}.${inner}: ${scope}`).toMatch(new RegExp(`${field.scope}$`))
    }
  }
})

test('a shared field refers only to kinds that have shared fields', () => {
  for (const def of records) {
    for (const [name, field] of Object.entries(def.fields)) {
      if (field.scope !== 'shared' || !('to' in field)) continue
      for (const target of [field.to].flat()) {
        const found = recordOf(target)
        expect(found && homeScope(found), `${def.name}.${name} → ${target}`).toBe('shared')
      }
    }
  }
})

test('yearly kinds are those of one financial year', () => {
  const yearly = records.filter((def) => def.partition === 'yearly').map((def) => def.name)
  expect(yearly.toSorted()).toEqual(
    words(
      'meeting decision training attendance funding payment expense expenseShare budgetLine act activityReport submission indicatorValue',
    ),
  )
})
