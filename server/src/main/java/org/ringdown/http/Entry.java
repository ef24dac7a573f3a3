package org.ringdown.http;

import org.ringdown.signin.SignIn;
import org.ringdown.token.Sessions;
import org.ringdown.token.TokenMint;

/** How somebody comes to a page token: from whoever may ask for one, or by signing in here. */
public record Entry(TokenMint mint, SignIn signIn, Sessions sessions) {}
