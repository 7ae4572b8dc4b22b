// Thrown when the user closes a prompt: it ends the command without a word.

export class UserCancelled extends Error {
  constructor() {
    super('Cancelled.');
    this.name = 'UserCancelled';
  }
}
