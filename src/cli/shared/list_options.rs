//! How a list of members is read, by the arguments of the commands that take one.

use crate::campaign::Campaign;
use crate::cli::args::list::{ListArgs, ListFormatArg};
use crate::country::Country;
use crate::diagnostic::Problems;
use crate::members::{ColumnChoices, Encoding, ListOptions};

/// The options of a list whose members write the letters of a campaign, and live in `country` where they do not say.
///
/// # Errors
/// An encoding that there is not, and everything that is wrong with what columns were said to mean.
pub(crate) fn list_options(
    args: &ListArgs,
    country: Option<Country>,
    campaign: &Campaign,
) -> Result<ListOptions, Problems> {
    let mut problems = Problems::default();
    let encoding = args.encoding.as_deref().map(Encoding::named);
    let encoding = problems.keep(encoding.transpose());
    let columns = problems.keep(ColumnChoices::read(&args.column));
    match (encoding, columns) {
        (Some(encoding), Some(columns)) => Ok(ListOptions {
            encoding,
            format: args.members_format.map(ListFormatArg::format),
            sheet: args.sheet.clone(),
            sheet_option: args.sheet_option,
            country,
            columns,
            variables: Some(campaign.variables()),
        }),
        _ => Err(problems),
    }
}
