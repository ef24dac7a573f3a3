package org.ringdown.sip;

import org.ringdown.wire.MalformedException;

/**
 * A value with parameters behind it, as many headers have: {@code 1800;refresher=uac}, {@code SIP;cause=200},
 * {@code active;expires=60}, {@code session;handling=optional}.
 *
 * @param value everything before the first semicolon
 */
public record Parameterised(String value, Params params) {
    public static Parameterised parse(String text) throws MalformedException {
        var in = new Cursor(text, "value with parameters").skipSpace();
        var value = in.until(";").strip();
        return new Parameterised(value, Params.parse(in));
    }

    @Override
    public String toString() {
        return value + params;
    }
}
