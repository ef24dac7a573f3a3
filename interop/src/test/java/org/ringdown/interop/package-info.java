/**
 * The whole program against real peers, from outside: what a visitor, a phone and an operator would see.
 *
 * <p>A class per promise. {@code Lab} starts the program and its peers when a scenario first asks for them, {@code PhonePage} is a page with the
 * SDK in a real browser. Scenarios run by {@code -Pinterop}; {@code interop/install.sh} says what must be on the machine.
 *
 * <p>Not here: classes of the program. These tests know its jar, its addresses and its documents only.
 */
package org.ringdown.interop;
