// Who there is in tests, and how they sign in through the pages.

/** The administrator of every portal that a scenario or the demo begins. */
export const administrator = { user_name: 'admin', password: 'administrator-password' };

// The pages' sign-in belongs here, one function for each way in:
//   signInAsAdministrator(page), signInAsHelpDesk(page, member), signInAsUser(page, user),
//   signInThroughProvider(page, account).
