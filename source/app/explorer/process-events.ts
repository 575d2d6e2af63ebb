/** What the explorer does at events of its process. */
interface ProcessListener {
  readonly onResize: () => void;
  /** The process goes on after it was stopped. */
  readonly onContinue: () => void;
  /** The shell asks the process to suspend itself. */
  readonly onSuspend: () => void;
  readonly onCrash: (error: unknown) => void;
}

/** Listens until the function that it returns is called. */
export function listenToProcess({ onResize, onContinue, onSuspend, onCrash }: ProcessListener): () => void {
  process.stdout.on('resize', onResize);
  process.on('SIGCONT', onContinue);
  process.on('SIGTSTP', onSuspend);
  process.on('uncaughtException', onCrash);
  process.on('unhandledRejection', onCrash);
  return () => {
    process.stdout.off('resize', onResize);
    process.off('SIGCONT', onContinue);
    process.off('SIGTSTP', onSuspend);
    process.off('uncaughtException', onCrash);
    process.off('unhandledRejection', onCrash);
  };
}
