/**
 * Signing in by name and password: whether they belong together, and how often one may be wrong.
 *
 * <p>Read {@link org.ringdown.signin.SignIn} first.
 *
 * <p>Threads: any; everything here may block for a moment, as a hash is meant to cost something.
 *
 * <p>Not here: what a signed-in visitor holds ({@code token}), HTTP.
 */
package org.ringdown.signin;
