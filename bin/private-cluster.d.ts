export interface PrivateCluster {
  /** Of the database `postgres`, over TCP on 127.0.0.1, the password in it. */
  readonly url: string;
  readonly socketDirectory: string;
  readonly binDirectory: string;
  stop(): Promise<void>;
}

export function findBinaries(): string;
export function startPrivateCluster(): Promise<PrivateCluster>;
