/* The words of mails that no person wrote at the moment: subjects of automatic answers. */
#ifndef MAIL_PHRASES_AUTO_H
#define MAIL_PHRASES_AUTO_H

/* Lists end with NULL, in lower-case. */
extern const char *const auto_subjects[];            /* at the start of Subject */
extern const char *const auto_subjects_of_answers[]; /* likewise, of an answer */
extern const char *const auto_subject_parts[];       /* anywhere in Subject */
extern const char *const receipt_subjects[];         /* at the start of Subject */

#endif
