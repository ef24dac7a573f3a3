package org.ringdown.http;

import org.ringdown.signin.SignIn;
import org.ringdown.token.Sessions;
import org.ringdown.token.TokenMint;
import org.ringdown.user.Tokens;

/** How somebody comes to a page token, from whoever may ask for one or by signing in here; and who believes it. */
public record Entry(TokenMint mint, Tokens tokens, SignIn signIn, Sessions sessions) {}
