// What a step of the form for a job is.
import type { Translate } from '../l10n';
import type { Session } from '../session';
import type { StepOptions } from '../ui';
import type { JobForm } from './jobForm';
import type { PickServices } from './pickName';

export type FormContext = {
  readonly services: PickServices;
  readonly session: Session;
  /** The job is made like another one: the titles say so. */
  readonly isClone?: boolean;
};

export type JobFormField = {
  readonly label: (t: Translate) => string;
  /** Name of a codicon. */
  readonly icon: string;
  /** False: it has no meaning for this job, and is not asked. */
  readonly applies: (form: JobForm) => boolean;
  readonly describe: (form: JobForm, t: Translate) => string;
  /** @returns the very same form when there is nothing to ask. @throws StepBack, UserCancelled */
  readonly ask: (form: JobForm, options: StepOptions, context: FormContext) => Promise<JobForm>;
};
