package org.ringdown.store;

/** Somebody whom a user wants to find again: a number or an address, under a name. */
public record Contact(String number, String name) {
    /** That one user may have. */
    public static final int MOST = 500;

    public static final int LONGEST_NUMBER = 256;
    public static final int LONGEST_NAME = 128;
}
