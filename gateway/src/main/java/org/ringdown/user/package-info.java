/**
 * Users: who a page speaks for, their pages, phones and calls.
 *
 * <p>Threads: a user's state changes in the mailbox {@code user:<name>} only.
 *
 * <p>Not here: how tokens are signed, how passwords are kept.
 */
package org.ringdown.user;
