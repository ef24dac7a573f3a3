package org.ringdown.sip;

import java.util.Set;

/** The methods that have a name here. Methods compare with case (RFC 3261 §7.1). */
public final class Methods {
    public static final String INVITE = "INVITE";
    public static final String ACK = "ACK";
    public static final String BYE = "BYE";
    public static final String CANCEL = "CANCEL";
    public static final String OPTIONS = "OPTIONS";
    public static final String REGISTER = "REGISTER";
    public static final String PRACK = "PRACK";
    public static final String UPDATE = "UPDATE";
    public static final String INFO = "INFO";
    public static final String REFER = "REFER";
    public static final String NOTIFY = "NOTIFY";
    public static final String SUBSCRIBE = "SUBSCRIBE";
    public static final String MESSAGE = "MESSAGE";
    public static final String PUBLISH = "PUBLISH";

    /** Those that exist: any other is answered 501, one of these that is not allowed 405. */
    static final Set<String> KNOWN =
            Set.of(
                    INVITE, ACK, BYE, CANCEL, OPTIONS, REGISTER, PRACK, UPDATE, INFO, REFER, NOTIFY,
                    SUBSCRIBE, MESSAGE, PUBLISH);

    private Methods() {}

    static void check(String method) {
        if (!Alphabet.TOKEN.spells(method)) throw new IllegalArgumentException("not a method");
    }
}
