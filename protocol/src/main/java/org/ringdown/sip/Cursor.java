package org.ringdown.sip;

import org.ringdown.wire.MalformedException;

/** Walks a header value from left to right, once; what it hands out is never read again, so every parser on it is linear. */
final class Cursor {
    private final String text;
    private final String what;
    private int at;

    /** {@code what} names the text in complaints. */
    Cursor(String text, String what) {
        this.text = text;
        this.what = what;
    }

    boolean atEnd() {
        return at == text.length();
    }

    boolean sees(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    Cursor skipSpace() {
        while (sees(' ') || sees('\t')) at++;
        return this;
    }

    /** Steps over {@code c}, if it is next. */
    boolean take(char c) {
        if (!sees(c)) return false;
        at++;
        return true;
    }

    /** Steps over {@code c} and the white space around it, if it is next. */
    boolean accept(char c) {
        if (!skipSpace().take(c)) return false;
        skipSpace();
        return true;
    }

    void expect(char c) throws MalformedException {
        if (!accept(c)) throw malformed("'" + c + "' expected");
    }

    /** The longest run of {@code alphabet} from here, at least one character. */
    String run(Alphabet alphabet, String name) throws MalformedException {
        int start = at;
        while (at < text.length() && alphabet.has(text.charAt(at))) at++;
        if (at == start) throw malformed(name + " expected");
        return text.substring(start, at);
    }

    String token(String name) throws MalformedException {
        return run(Alphabet.TOKEN, name);
    }

    /** Everything up to the first of {@code stops}, or to the end; may be empty. */
    String until(String stops) {
        int start = at;
        while (at < text.length() && stops.indexOf(text.charAt(at)) < 0) at++;
        return text.substring(start, at);
    }

    /** A quoted string, its quotes and backslashes included. */
    String quoted() throws MalformedException {
        int start = at++;
        while (at < text.length() && text.charAt(at) != '"') at += text.charAt(at) == '\\' ? 2 : 1;
        if (at >= text.length()) {
            at = text.length();
            throw malformed("the quote never ends");
        }
        return text.substring(start, ++at);
    }

    void end() throws MalformedException {
        if (!skipSpace().atEnd()) throw malformed("nothing more expected");
    }

    MalformedException malformed(String complaint) {
        return new MalformedException(
                what + ": " + complaint + " at character " + at + " (RFC 3261 §25.1)");
    }
}
