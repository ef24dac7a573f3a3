package org.ringdown.sip;

/** One header line as it stands in a message: the full name, never a compact form, and the value unfolded. */
public record Header(String name, String value) {
    @Override
    public String toString() {
        return name + ": " + value;
    }
}
