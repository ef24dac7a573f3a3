package org.ringdown.doctor;

/**
 * What a look at one thing has shown.
 *
 * @param check what was looked at
 * @param name of the fault or the warning, as docs/doctor.md has it; empty where there is none
 * @param what is so, in one sentence
 * @param advice what to do about it, in one sentence; empty where there is nothing to do
 */
public record Finding(String check, Level level, String name, String what, String advice) {

    public enum Level {
        GOOD,
        /** Could not be looked at, or only from elsewhere. */
        UNSEEN,
        /** It works, but perhaps not for everybody, or not for long. */
        WARNING,
        FAULT
    }
}
