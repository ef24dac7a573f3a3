/** Who may do what, tried by outsiders on the whole program: {@link org.ringdown.authorisation.AuthorisationTest}. */
package org.ringdown.authorisation;
