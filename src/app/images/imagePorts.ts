// Building images on this machine and keeping them in Amazon ECR.

export type ImageRepository = {
  readonly name: string;
  /** `<account>.dkr.ecr.<region>.amazonaws.com/<name>` */
  readonly uri: string;
};

/** How to sign in to a registry. The password is a secret and holds for twelve hours. */
export type RegistryAccess = { readonly registry: string; readonly user: string; readonly password: string };

/** Amazon ECR. Errors as in ports.ts. https://docs.aws.amazon.com/AmazonECR/latest/APIReference/Welcome.html */
export interface RegistryPort {
  listRepositories(signal: AbortSignal): Promise<readonly ImageRepository[]>;
  /** `invalid` when the name is taken or is none. Tags in it cannot be moved, images are scanned on push. */
  createRepository(name: string, signal: AbortSignal): Promise<ImageRepository>;
  /** Asked for anew each time, so that no token has expired. */
  authorize(signal: AbortSignal): Promise<RegistryAccess>;
}

/** Docker or Podman on this machine. All methods reject with an AppError that ends with what the program said last. */
export interface ImageProgram {
  /** `docker` or `podman`. */
  readonly name: string;
  /**
   * Builds the image of the worker.
   * @param base instead of the one that the Dockerfile names
   * @param onLine each line that the program prints
   */
  build(image: string, base: string | undefined, onLine: (line: string) => void, signal: AbortSignal): Promise<void>;
  /** Signs in for this push alone: nothing of it is kept. @returns the digest, `sha256:…` */
  push(image: string, access: RegistryAccess, onLine: (line: string) => void, signal: AbortSignal): Promise<string>;
}

export interface ImageProgramsPort {
  /** @throws AppError `invalid` when neither is installed, `untrusted` in Restricted Mode */
  find(): Promise<ImageProgram>;
}
