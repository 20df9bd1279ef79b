//! What several tests need: sites in temporary folders, and a run over them.
#![allow(dead_code, reason = "each test uses some of it")]

use copydesk::config::Pick;
use copydesk::engine::{Options, Run, Session};
use std::fs;
use std::path::{Path, PathBuf};

/// A folder that is gone when the test is.
pub struct Folder {
    _folder: tempfile::TempDir,
    pub root: PathBuf,
}

impl Folder {
    pub fn new() -> Folder {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let root = folder.path().canonicalize().expect("it is there");
        Folder { _folder: folder, root }
    }

    /// A folder with these files.
    pub fn with(files: &[(&str, &[u8])]) -> Folder {
        let folder = Folder::new();
        files.iter().for_each(|(path, bytes)| folder.write(path, bytes));
        folder
    }

    pub fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder can be made");
        fs::write(path, bytes).expect("the file can be written");
    }

    pub fn run(&self) -> Run {
        run(&self.root, &[])
    }
}

/// Checks these paths, seen from `root`.
pub fn run(root: &Path, paths: &[&str]) -> Run {
    let options = Options { paths: paths.iter().map(PathBuf::from).collect(), generator: None, pick: Pick::default() };
    Session::open(root, &options).unwrap_or_else(|error| panic!("{}", error.message)).check()
}

/// A copy of one of the project's sites, away from the project's own repository.
pub fn fixture(name: &str) -> Folder {
    let folder = Folder::new();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name), &folder.root);
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the folder can be made");
    for entry in fs::read_dir(from).expect("the folder is there").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("the file can be copied");
        }
    }
}

/// `path:line rule "text at fault"`, a line a finding.
pub fn listed(root: &Path, run: &Run) -> Vec<String> {
    let mut lines: Vec<String> = run
        .findings
        .iter()
        .map(|finding| {
            let bytes = fs::read(root.join(&*finding.file)).expect("the article is there");
            let text = String::from_utf8_lossy(&bytes[finding.span.range()]).into_owned();
            let text = text.split_once('\n').map_or(text.clone(), |(first, _)| format!("{}…", first.trim_end()));
            format!("{}:{} {} \"{text}\"", finding.file, finding.at.start.line, finding.rule)
        })
        .collect();
    lines.sort();
    lines
}
