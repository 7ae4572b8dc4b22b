// What commands can ask of the run panels.

export interface RunPanelsPort {
  /** Shows the panel of a job of the connection in use: the one that there is, or a new one. */
  open(jobId: string): Promise<void>;
}
